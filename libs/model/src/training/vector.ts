import * as tf from '@tensorflow/tfjs-core';

/** The names and shapes of tensors in the order in which they are laid end to end. */
export type Layout = Map<string, number[]>;

export function layoutOf(tensors: Map<string, tf.Tensor>): Layout {
  return new Map([...tensors].map(([name, { shape }]) => [name, shape]));
}

/** Tensors laid end to end: [n]. */
export function toVector(tensors: Iterable<tf.Tensor>): tf.Tensor1D {
  return tf.tidy(() => tf.concat([...tensors].map((tensor) => tf.reshape<tf.Rank.R1>(tensor, [-1]))));
}

/** The tensors that a vector [n] holds. */
export function fromVector(vector: tf.Tensor, layout: Layout): Map<string, tf.Tensor> {
  const shapes = [...layout.values()];
  const sizes = shapes.map((shape) => shape.reduce((a, b) => a * b, 1));
  const parts = tf.tidy(() => tf.split(vector, sizes).map((part, k) => tf.reshape(part, shapes[k]!)));
  return new Map([...layout.keys()].map((name, k) => [name, parts[k]!]));
}
