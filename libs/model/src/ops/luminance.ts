import * as tf from '@tensorflow/tfjs-core';
import { LUMINANCE } from '../luminance.ts';

/** The luminance of pictures [b, h, w, 3] (RGB 0..1), pixel by pixel: [b·h·w, 1]. */
export function luminance(pictures: tf.Tensor4D): tf.Tensor2D {
  return tf.matMul(tf.reshape(pictures, [-1, 3]), tf.tensor2d([...LUMINANCE], [3, 1]));
}
