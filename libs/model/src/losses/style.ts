import * as tf from '@tensorflow/tfjs-core';
import type { Features } from '../networks/loss-network.ts';
import { gramMatrix } from '../ops/gram.ts';
import { momentsLoss, momentsTarget } from './moments.ts';

/** A way to compare the features of pictures [b, h, w, c] with those of the style [1, h′, w′, c], wherever in the pictures they are. */
export interface StyleStatistic<Target extends tf.TensorContainer = tf.TensorContainer> {
  /** What is kept of the style picture's features: computed once for a whole training run. */
  target: (features: tf.Tensor4D) => Target;
  /** `pooled`: how many pictures of the batch are taken together, where the statistic can. */
  loss: (features: tf.Tensor4D, target: Target, pooled: number) => tf.Scalar;
}

/**
 * The mean squared difference of the Gram matrices [b, c, c] and the style's, averaged over the pictures. Johnson et al. 2016, eq. 4,
 * has the sum over their c² entries, the report the mean, as here.
 */
const raw: StyleStatistic<tf.Tensor3D> = {
  target: gramMatrix,
  loss: (features, target) => tf.mean(tf.square(tf.sub(gramMatrix(features), target))),
};

/**
 * ‖G − A‖² / ‖A‖², with G the Gram matrix of a picture and A that of the style, averaged over the pictures: what Atelier
 * trained with before it knew `moments`; runs that were begun so go on so.
 */
const relative: StyleStatistic<tf.Tensor3D> = {
  target: gramMatrix,
  loss: (features, target) => gramDistance(gramMatrix(features), target),
};

export const styleStatistics = {
  moments: { target: momentsTarget, loss: momentsLoss },
  relative,
  raw,
} as const;

/** ‖G − A‖² / ‖A‖² of Gram matrices [b, c, c] and the style's [1, c, c]. */
export function gramDistance(gram: tf.Tensor3D, target: tf.Tensor3D): tf.Scalar {
  return tf.div(tf.mean(tf.square(tf.sub(gram, target))), tf.mean(tf.square(target)));
}

/** The Gram matrices [1, c, c] of a picture's features. */
export function gramMatrices(features: Features): tf.Tensor3D[] {
  return features.map(gramMatrix);
}
