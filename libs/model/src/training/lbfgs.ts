import * as tf from '@tensorflow/tfjs-core';

/** How many of the last steps tell about the curvature. */
const MEMORY = 10;
/** A step must gain this share of what the gradient promises (Armijo's rule, with Nocedal & Wright's constant). */
const LEAST_GAIN = 1e-4;

/** A step that was taken, how the gradient changed along it, and 1 / (change · step). */
interface Curvature {
  step: tf.Tensor;
  change: tf.Tensor;
  inverse: number;
}

/** Where the search stood, the way it went from there, and how far. `derivative`: the loss's along that way, below zero. */
interface Search {
  values: tf.Tensor;
  gradient: tf.Tensor;
  total: number;
  direction: tf.Tensor;
  derivative: number;
  length: number;
}

/**
 * L-BFGS (Liu & Nocedal 1989; Nocedal & Wright 2006, algorithms 7.4 and 7.5): Newton's direction from what the last steps
 * told about the curvature. For an objective without chance in it, such as one picture's. In place of a line search by
 * interpolation the step is halved until the loss falls: with a full step to begin with, most are taken as they are.
 */
export class Lbfgs {
  private readonly curvatures: Curvature[] = [];
  private search?: Search;

  /** @param firstStep the largest change of a value in the first step, when nothing is known of the curvature */
  constructor(private readonly firstStep: number) {}

  /** Where the search stands: the lowest point so far. */
  get values(): tf.Tensor {
    if (!this.search) throw new Error('the search has not begun');
    return this.search.values;
  }

  /**
   * Where to look next, given the loss and its gradient at `values`, which was the last answer or is the start.
   * `values` and `gradient` belong to the search from then on.
   */
  next(values: tf.Tensor, total: number, gradient: tf.Tensor): tf.Tensor {
    const before = this.search;
    if (before && !(total <= before.total + LEAST_GAIN * before.length * before.derivative)) {
      tf.dispose([values, gradient]);
      before.length /= 2;
      return along(before);
    }
    if (before) this.remember(before, values, gradient);
    let direction = this.newtonDirection(gradient);
    let derivative = dot(gradient, direction);
    if (!(derivative < 0)) {
      // Rounding has spoilt what was remembered: steepest descent, and from the beginning.
      direction.dispose();
      this.forget();
      direction = tf.neg(gradient);
      derivative = dot(gradient, direction);
    }
    const length = this.curvatures.length ? 1 : this.firstStep / Math.max(largest(gradient), 1e-30); // of no gradient at all: stay
    this.search = { values, gradient, total, direction, derivative, length };
    return along(this.search);
  }

  dispose(): void {
    this.forget();
    if (this.search) tf.dispose([this.search.values, this.search.gradient, this.search.direction]);
  }

  private remember(before: Search, values: tf.Tensor, gradient: tf.Tensor): void {
    const step = tf.sub(values, before.values);
    const change = tf.sub(gradient, before.gradient);
    tf.dispose([before.values, before.gradient, before.direction]);
    const curvature = dot(change, step);
    // Where the loss is not convex along the step there is nothing to learn from it.
    if (curvature > 1e-10 * dot(change, change))
      this.curvatures.push({ step, change, inverse: 1 / curvature });
    else tf.dispose([step, change]);
    if (this.curvatures.length > MEMORY) {
      const { step, change } = this.curvatures.shift()!;
      tf.dispose([step, change]);
    }
  }

  /** −H · gradient by the two loops, H being the inverse Hessian as far as it is known. */
  private newtonDirection(gradient: tf.Tensor): tf.Tensor {
    return tf.tidy(() => {
      let direction = tf.neg(gradient);
      const shares: number[] = [];
      for (const { step, change, inverse } of this.curvatures.toReversed()) {
        const share = inverse * dot(step, direction);
        shares.push(share);
        direction = tf.sub(direction, tf.mul(change, share));
      }
      const last = this.curvatures.at(-1);
      if (last) direction = tf.mul(direction, 1 / (last.inverse * dot(last.change, last.change)));
      for (const { step, change, inverse } of this.curvatures)
        direction = tf.add(direction, tf.mul(step, shares.pop()! - inverse * dot(change, direction)));
      return direction;
    });
  }

  private forget(): void {
    for (const { step, change } of this.curvatures) tf.dispose([step, change]);
    this.curvatures.length = 0;
  }
}

function along({ values, direction, length }: Search): tf.Tensor {
  return tf.tidy(() => tf.add(values, tf.mul(direction, length)));
}

function dot(a: tf.Tensor, b: tf.Tensor): number {
  return tf.tidy(() => tf.sum(tf.mul(a, b)).dataSync()[0]!);
}

function largest(tensor: tf.Tensor): number {
  return tf.tidy(() => tf.max(tf.abs(tensor)).dataSync()[0]!);
}
