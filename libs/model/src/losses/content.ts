import * as tf from '@tensorflow/tfjs-core';

/**
 * The mean squared difference of feature maps [b, h, w, c] of paintings and of their photos: ‖φ(y) − φ(x)‖² / (b·h·w·c)
 * (Johnson et al. 2016, eq. 2). Features are those of a ReLU: 0 and more, in no unit.
 */
export function contentLoss(features: tf.Tensor4D, target: tf.Tensor4D): tf.Scalar {
  return tf.mean(tf.square(tf.sub(features, target)));
}

/**
 * The variance of features [b, h, w, c] over all their values: the content loss of a picture that shows nothing but their mean.
 * What the objective divides the content loss by, unless losses are `raw`.
 */
export function featureVariance(features: tf.Tensor4D): tf.Scalar {
  return tf.sub(tf.mean(tf.square(features)), tf.square(tf.mean(features)));
}
