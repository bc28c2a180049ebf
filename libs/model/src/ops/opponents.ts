import * as tf from '@tensorflow/tfjs-core';

/** RGB to light, red against green, yellow against blue: orthonormal, one axis a column. @internal */
export const OPPONENTS = [
  [1 / Math.sqrt(3), 1 / Math.SQRT2, 1 / Math.sqrt(6)],
  [1 / Math.sqrt(3), -1 / Math.SQRT2, 1 / Math.sqrt(6)],
  [1 / Math.sqrt(3), 0, -2 / Math.sqrt(6)],
];

/** The colours of pictures [b, h, w, 3] (RGB 0..1) along these axes, pixel by pixel: [b·h·w, 3]. */
export function opponents(pictures: tf.Tensor4D): tf.Tensor2D {
  return tf.matMul(tf.reshape<tf.Rank.R2>(pictures, [-1, 3]), tf.tensor2d(OPPONENTS));
}
