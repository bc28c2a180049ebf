import * as tf from '@tensorflow/tfjs-core';

/** The value of an op, what its gradient needs of it, and the gradient: one tensor for each input. */
export interface Differentiable {
  value: tf.Tensor;
  saved: tf.Tensor[];
  gradient: (dy: tf.Tensor, saved: tf.Tensor[]) => tf.Tensor | tf.Tensor[];
}

/**
 * An op with a gradient of its own. Frees on the way back what nobody needs again: the intermediates of the gradient, and
 * `dy`, which belongs to this op alone; tfjs would keep all of them until the last gradient is there, doubling the memory
 * of a training step. (A gradient must therefore not return `dy` itself.)
 */
export function differentiable<T extends tf.Tensor>(
  inputs: tf.Tensor[],
  forward: (...inputs: tf.Tensor[]) => Differentiable,
): T {
  return tf.customGrad((...given) => {
    const save = given.pop() as tf.GradSaveFunc;
    const { value, saved, gradient } = forward(...(given as tf.Tensor[]));
    save(saved);
    return {
      value,
      gradFunc: (dy: tf.Tensor, kept: tf.Tensor[]) => {
        const gradients = tf.tidy(() => gradient(dy, kept));
        dy.dispose();
        return gradients;
      },
    };
  })(...inputs) as T;
}
