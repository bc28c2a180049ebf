import * as tf from '@tensorflow/tfjs-core';

/** Each picture of a batch [b, h, w, c] by itself; [1, h, w, c]. */
export function singly(pictures: tf.Tensor4D): tf.Tensor4D[] {
  const [batch] = pictures.shape;
  return batch === 1 ? [pictures] : tf.split<tf.Tensor4D>(pictures, batch); // one part has no gradient in tfjs
}
