import * as tf from '@tensorflow/tfjs-core';
import { differentiable } from './differentiable.ts';

/**
 * The mean and the centred covariance of feature vectors over all positions of several pictures, in one matrix: its first row
 * is the mean μ, the rows below it the covariance C = Σ (f − μ)(f − μ)ᵀ / n.
 * [b, h, w, c] → [groups, 1 + c, c], each group of b / groups pictures for itself.
 */
export function momentMatrix(features: tf.Tensor4D, groups = 1): tf.Tensor3D {
  const [batch, height, width, channels] = features.shape;
  const n = (batch * height * width) / groups;
  return differentiable([features], (input) => {
    const flat = tf.reshape<tf.Rank.R3>(input, [groups, n, channels]);
    const mean = tf.mean<tf.Tensor3D>(flat, 1, true);
    // Centred first: where the mean is large, the difference of two large products would lose the digits that matter.
    const centred = tf.sub<tf.Tensor3D>(flat, mean);
    return {
      value: tf.concat3d([mean, tf.div<tf.Tensor3D>(tf.matMul(centred, centred, true, false), n)], 1),
      saved: [centred],
      // With S = dC + dCᵀ: dF = ((F − μ)·S + dμ) / n.
      gradient: (dm, [f]) => {
        const dMean = tf.slice(dm, [0, 0, 0], [groups, 1, channels]);
        const dCovariance = tf.slice(dm, [0, 1, 0], [groups, channels, channels]);
        const symmetric = tf.div<tf.Tensor3D>(tf.add(dCovariance, tf.transpose(dCovariance, [0, 2, 1])), n);
        return tf.reshape(tf.add(tf.matMul(f as tf.Tensor3D, symmetric), tf.div(dMean, n)), features.shape);
      },
    };
  });
}
