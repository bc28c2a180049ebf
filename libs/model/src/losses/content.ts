import * as tf from '@tensorflow/tfjs-core';

/** Mean squared difference of two feature maps of the same shape (Johnson et al. 2016, eq. 2). */
export function contentLoss(features: tf.Tensor4D, target: tf.Tensor4D): tf.Scalar {
  return tf.mean(tf.square(tf.sub(features, target)));
}

/** The variance of features over all their values: the content loss of a picture that shows nothing but their mean. */
export function featureVariance(features: tf.Tensor4D): tf.Scalar {
  return tf.sub(tf.mean(tf.square(features)), tf.square(tf.mean(features)));
}
