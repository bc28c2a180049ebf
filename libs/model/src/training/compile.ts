import * as tf from '@tensorflow/tfjs-core';

/**
 * Tensors in, new tensors out; the same shapes at every call. Reads nothing else that changes, and leaves what it is given.
 */
export type TensorFunction = (...inputs: tf.Tensor[]) => tf.Tensor[];

export interface Compiled {
  run: TensorFunction;
  dispose(): void;
}

/**
 * Makes a function ready to be called thousands of times. An engine that can look at the whole of it beforehand has a
 * faster way than one op after the other. What the function finds outside its inputs (a loss network's weights, the
 * style's Gram matrices) is constant from then on.
 * @param examples inputs of the right shapes; the function may be called with them once
 */
export type Compile = (run: TensorFunction, examples: tf.Tensor[]) => Promise<Compiled>;

/** For engines without such a way: the ops as they come. */
export const opByOp: Compile = (run) =>
  Promise.resolve({ run: (...inputs) => tf.tidy(() => run(...inputs)), dispose: () => undefined });
