import * as tf from '@tensorflow/tfjs-core';

const BETA1 = 0.9;
const BETA2 = 0.999;
const EPSILON = 1e-8;

/** Adam's moments: one long vector for all parameters together, in their order. */
export interface Moments {
  first: tf.Tensor1D;
  second: tf.Tensor1D;
}

/**
 * Adam (Kingma & Ba 2015, algorithm 1, with PyTorch's placing of ε), for all tensors of a network at once: they are laid
 * end to end, so that an update is a dozen passes over one vector instead of a dozen small ops for every tensor.
 */
export class Adam {
  private moments: Moments;

  constructor(
    private readonly shapes: number[][],
    moments?: Moments,
  ) {
    const length = sizes(shapes).reduce((a, b) => a + b, 0);
    this.moments = moments ?? { first: tf.zeros([length]), second: tf.zeros([length]) };
  }

  /**
   * The parameters after a step against their gradients (same order and shapes). Frees neither.
   * @param iteration the number of this step, from 1: corrects the moments for having started at zero
   */
  step(
    parameters: tf.Tensor[],
    gradients: tf.Tensor[],
    learningRate: number,
    iteration: number,
  ): tf.Tensor[] {
    const { first: m, second: v } = this.moments;
    const rate = learningRate / (1 - BETA1 ** iteration);
    const correction = 1 / Math.sqrt(1 - BETA2 ** iteration);
    const [first, second, ...updated] = tf.tidy(() => {
      const gradient = flat(gradients);
      const first = tf.add<tf.Tensor1D>(tf.mul(m, BETA1), tf.mul(gradient, 1 - BETA1));
      const second = tf.add<tf.Tensor1D>(tf.mul(v, BETA2), tf.mul(tf.square(gradient), 1 - BETA2));
      const size = tf.add(tf.mul(tf.sqrt(second), correction), EPSILON);
      const next = tf.sub(flat(parameters), tf.mul(tf.div(first, size), rate));
      return [first, second, ...unflat(next, this.shapes)] as [tf.Tensor1D, tf.Tensor1D, ...tf.Tensor[]];
    });
    tf.dispose([m, v]);
    this.moments = { first, second };
    return updated;
  }

  /** The moments' values, to go on from later. */
  async values(): Promise<{ first: Float32Array; second: Float32Array }> {
    const [first, second] = await Promise.all([this.moments.first.data(), this.moments.second.data()]);
    return { first: Float32Array.from(first), second: Float32Array.from(second) };
  }

  dispose(): void {
    tf.dispose([this.moments.first, this.moments.second]);
  }
}

const sizes = (shapes: number[][]) => shapes.map((shape) => shape.reduce((a, b) => a * b, 1));

function flat(tensors: tf.Tensor[]): tf.Tensor1D {
  return tf.concat(tensors.map((tensor) => tf.reshape<tf.Rank.R1>(tensor, [-1])));
}

function unflat(vector: tf.Tensor, shapes: number[][]): tf.Tensor[] {
  return tf.split(vector, sizes(shapes)).map((part, k) => tf.reshape(part, shapes[k]!));
}
