import * as tf from '@tensorflow/tfjs-core';
import { convolution } from './convolution.ts';
import { reflectionPad } from './reflection-pad.ts';

/** Weights of a triangle filter that is two small pixels wide, at the large pixels under it. */
const TRIANGLE = [1 / 8, 3 / 8, 3 / 8, 1 / 8];

/**
 * Pictures at half their size, antialiased: [b, h, w, 3] → [b, ⌊h/2⌋, ⌊w/2⌋, 3]. Each new pixel is weighted over 4×4 old ones.
 * (Averages of 2×2 alone let a grid of dots through, which the network learns to paint.)
 */
export function halve(picture: tf.Tensor4D): tf.Tensor4D {
  const [, height, width, channels] = picture.shape;
  const even = tf.slice(picture, [0, 0, 0, 0], [-1, height - (height % 2), width - (width % 2), -1]);
  const kernel = tf.tidy(() => {
    const square = tf.outerProduct(tf.tensor1d(TRIANGLE), tf.tensor1d(TRIANGLE));
    return tf.mul<tf.Tensor4D>(tf.reshape(square, [4, 4, 1, 1]), tf.eye(channels));
  });
  return convolution(reflectionPad(even, 1), kernel, 2);
}
