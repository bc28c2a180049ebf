import type * as tf from '@tensorflow/tfjs-core';

/**
 * Applies ops one after the other and frees each result as soon as the next stands; `x` itself is left alone. What an op
 * needs for its gradient it has saved (a second handle to the same memory), so this frees only what nobody needs again:
 * tfjs would keep every intermediate map until the gradients are done, three times the memory.
 */
export function sequence(x: tf.Tensor4D, ...ops: ((x: tf.Tensor4D) => tf.Tensor4D)[]): tf.Tensor4D {
  let current = x;
  for (const op of ops) {
    const next = op(current);
    if (current !== x) current.dispose();
    current = next;
  }
  return current;
}
