import * as tf from '@tensorflow/tfjs-core';
import { type Features, taps } from '../networks/loss-network.ts';
import type { FeatureExtractor } from '../networks/feature-extractor.ts';
import { gramMatrix } from '../ops/gram.ts';

/** The Gram matrices [1, c, c] of the style picture, one per tap: computed once for a whole training run. */
export type StyleTarget = tf.Tensor3D[];

/** @param style [1, h, w, 3], RGB 0..1 */
export function styleTarget(network: FeatureExtractor, style: tf.Tensor4D): StyleTarget {
  return tf.tidy(() => {
    const features = network.features(style);
    return taps.map((tap) => gramMatrix(features[tap]));
  });
}

/** One term per tap: the mean squared difference of the Gram matrices (Johnson et al. 2016, eq. 4, as a mean). */
export function styleLosses(features: Features, target: StyleTarget): tf.Scalar[] {
  return taps.map((tap, k) => tf.mean(tf.square(tf.sub(gramMatrix(features[tap]), target[k]!))));
}

/**
 * One term per tap: ‖G − A‖² / ‖A‖², with G the Gram matrix of a picture and A that of the style, averaged over the pictures.
 * A departure from the paper, which does not divide: this way every style and every tap weighs the same.
 */
export function relativeStyleLosses(features: Features, target: StyleTarget): tf.Scalar[] {
  return relativeToStyle(styleLosses(features, target), target);
}

/** The same for one picture whose Gram matrices are known (`grams`), against another's (`target`). */
export function gramDistances(grams: StyleTarget, target: StyleTarget): tf.Scalar[] {
  const squares = grams.map((gram, k) => tf.mean<tf.Scalar>(tf.square(tf.sub(gram, target[k]!))));
  return relativeToStyle(squares, target);
}

function relativeToStyle(losses: tf.Scalar[], target: StyleTarget): tf.Scalar[] {
  return losses.map((loss, k) => tf.div(loss, tf.mean(tf.square(target[k]!))));
}
