import * as tf from '@tensorflow/tfjs-core';

/**
 * The mean squared distance of values (RGB, of any shape) from the range 0..1 that a picture can hold; 0 where all are in it. A
 * departure from the paper, where a scaled tanh bounds what the network gives; ours is unbounded, and what is beyond the range
 * would be cut off in the file.
 */
export function rangeLoss(picture: tf.Tensor): tf.Scalar {
  return tf.mean(tf.square(tf.sub(picture, tf.clipByValue(picture, 0, 1))));
}
