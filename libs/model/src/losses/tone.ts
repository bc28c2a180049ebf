import * as tf from '@tensorflow/tfjs-core';
import { halve } from '../ops/halve.ts';
import { luminance } from '../ops/luminance.ts';

/** The luminance (0..1) of pictures [b, h, w, 3] (RGB 0..1) at an eighth of their size, all in one row: [1, b · ⌊h/8⌋ · ⌊w/8⌋]. */
export function tones(pictures: tf.Tensor4D): tf.Tensor2D {
  const small = halve(halve(halve(pictures)));
  return tf.reshape(luminance(small), [1, -1]);
}

/**
 * 1 − r, with r the correlation of the tones of paintings and photos over a batch: 0 where what is dark in the photos is dark in
 * the paintings, 1 where they have nothing to do with each other, at most 2. How dark and how contrasted the paintings are is
 * the style's business, so neither counts here.
 *
 * A departure from the paper, whose content loss compares features that hardly know how bright a plain area is: without this a
 * black hat may turn into a light brown hole.
 */
export function toneLoss(paintings: tf.Tensor2D, photos: tf.Tensor2D): tf.Scalar {
  const centred = (row: tf.Tensor2D) => tf.sub(row, tf.mean(row));
  const [y, x] = [centred(paintings), centred(photos)];
  // Plain pictures have no tones to correlate: the floors keep the quotient finite.
  const norms = tf.sqrt(tf.mul(tf.add(tf.sum(tf.square(y)), 1e-6), tf.add(tf.sum(tf.square(x)), 1e-6)));
  return tf.sub(1, tf.div(tf.sum(tf.mul(y, x)), norms));
}
