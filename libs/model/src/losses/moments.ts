import * as tf from '@tensorflow/tfjs-core';
import { momentMatrix } from '../ops/moment-matrix.ts';

/** The mean [c] and the centred covariance [c, c] of a style picture's features, and what squared differences of each are multiplied by. */
export type MomentsTarget = {
  /** [1, 1 + c, c], as {@link momentMatrix} gives them: the mean is the first row, the covariance those below it. */
  moments: tf.Tensor3D;
  /** Likewise: 1 / tr C_s in the first row, 1 / ‖C_s‖² in those below it. */
  scales: tf.Tensor3D;
};

/** @param features [1, h, w, c] of the style picture */
export function momentsTarget(features: tf.Tensor4D): MomentsTarget {
  return tf.tidy(() => {
    const moments = momentMatrix(features);
    const channels = moments.shape[2];
    const covariance = tf.squeeze(tf.slice(moments, [0, 1, 0], [1, channels, channels]), [0]);
    // A style of one colour has no covariance: the floor keeps the quotient finite.
    const trace = tf.maximum(tf.sum(tf.mul(covariance, tf.eye(channels))), 1e-8);
    const square = tf.maximum(tf.sum(tf.square(covariance)), 1e-8);
    const scales = tf.concat(
      [
        tf.mul(tf.ones([1, channels]), tf.div(1, trace)),
        tf.mul(tf.ones([channels, channels]), tf.div(1, square)),
      ],
      0,
    );
    return { moments, scales: tf.expandDims(scales, 0) };
  });
}

/**
 * ‖C − C_s‖² / ‖C_s‖² + ‖μ − μ_s‖² / tr C_s: how far the features' covariance C and mean μ are from the style's, each in units
 * of the style's own.
 *
 * Departures from Gatys et al. 2016 and Johnson et al. 2016:
 * - their Gram matrix is C + μμᵀ, and of a network after ReLU two thirds and more of it is the mean: pictures that agree in
 *   the mean alone already please it. Apart, the covariance, which is where strokes are, counts for itself
 *   (the view of style as moments: Li et al. 2017, https://arxiv.org/abs/1701.01036);
 * - the statistics are those of several pictures of a batch together: a crop of nothing but sky may stay sky, where a
 *   statistic of each crop alone would force the whole painting into it.
 * @param features [b, h, w, c]
 * @param pooled how many pictures are taken together; all of them where they do not divide the batch
 */
export function momentsLoss(
  features: tf.Tensor4D,
  { moments, scales }: MomentsTarget,
  pooled = Infinity,
): tf.Scalar {
  const groups = features.shape[0] % pooled === 0 ? features.shape[0] / pooled : 1;
  const squares = tf.mul(tf.square(tf.sub(momentMatrix(features, groups), moments)), scales);
  return tf.div(tf.sum(squares), groups);
}
