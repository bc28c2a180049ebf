import * as tf from '@tensorflow/tfjs-core';

/** The names and shapes of tensors in the order in which they are laid end to end. */
export type Shapes = Map<string, number[]>;

export function shapesOf(tensors: Map<string, tf.Tensor>): Shapes {
  return new Map([...tensors].map(([name, { shape }]) => [name, shape]));
}

/** Tensors laid end to end: [n]. */
export function toVector(tensors: Iterable<tf.Tensor>): tf.Tensor1D {
  return tf.tidy(() => tf.concat([...tensors].map((tensor) => tf.reshape<tf.Rank.R1>(tensor, [-1]))));
}

/** The tensors that a vector [n] holds. */
export function fromVector(vector: tf.Tensor, shapes: Shapes): Map<string, tf.Tensor> {
  const entries = [...shapes];
  const sizes = entries.map(([, shape]) => shape.reduce((a, b) => a * b, 1));
  const parts = tf.tidy(() => tf.split(vector, sizes).map((part, k) => tf.reshape(part, entries[k]![1])));
  return new Map(entries.map(([name], k) => [name, parts[k]!]));
}
