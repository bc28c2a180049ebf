import * as tf from '@tensorflow/tfjs-core';
import { grainMap } from '../ops/grain-map.ts';
import { singly } from '../ops/singly.ts';

/** What a camera adds to each frame: a deviation of so many levels of 255. */
const NOISE = 3;
/** The column of the grain from which on it stands for that noise: far from those that photos are painted with. */
const ELSEWHERE = 4096;
/**
 * How far the photos of a batch move up and to the left, in pixels, each in turn. No multiples of four: those move a network's
 * own grid along, and its strokes with it.
 */
const MOVES = [
  [1, 2],
  [2, 1],
  [3, 2],
  [2, 3],
] as const;
/** The largest of them. */
const MOST = 3;
/** Pixels along the borders that are not compared: beyond them there is something else. */
const BORDER = 8;

/** The least side of photos that can be disturbed and still be compared, in pixels. */
const LEAST = 2 * BORDER + MOST + 1;

/** Down and to the right in the painting of the photo, where the k-th moved one has its first pixel. */
const move = (k: number) => MOVES[k % MOVES.length]!;

/**
 * Photos [b, h, w, 3] (RGB 0..1, sides of at least 20) as the next frames of a film show them: a few pixels further up and to the
 * left, each in another direction, mirrored where nothing is known, and with a camera's noise.
 */
export function disturbed(photos: tf.Tensor4D): tf.Tensor4D {
  const [, height, width] = photos.shape;
  if (Math.min(height, width) < LEAST)
    throw new RangeError(`photos of ${width}×${height} pixels are too small for --stability-weight`);
  const towardsStart = (photo: tf.Tensor4D, axis: 1 | 2, by: number) => {
    const side = photo.shape[axis];
    const indices = Int32Array.from({ length: side }, (_, i) => side - 1 - Math.abs(side - 1 - (i + by)));
    return tf.gather(photo, tf.tensor1d(indices, 'int32'), axis);
  };
  const moved = singly(photos).map((photo, k) =>
    towardsStart(towardsStart(photo, 1, move(k)[0]), 2, move(k)[1]),
  );
  const noise = tf.mul(grainMap(photos.shape, ELSEWHERE), NOISE / 255);
  return tf.clipByValue(tf.add(tf.concat(moved), noise), 0, 1);
}

/**
 * By how much the paintings of {@link disturbed} photos differ from those of the photos, moved alike: the mean squared
 * difference, RGB 0..1.
 *
 * A departure from the paper, whose networks see single pictures: of a film they lay other strokes in each frame, as the camera
 * moves by a part of their grid of four pixels, or as it adds its noise. That an output must not change where the input is
 * disturbed a little is stability training (Zheng et al. 2016, https://arxiv.org/abs/1604.04326); that the painting of a moved
 * frame is held against the moved painting, the temporal loss of Huang et al. 2017 (Real-Time Neural Style Transfer for Videos,
 * CVPR), here with a motion that is known.
 * @param paintings [b, h, w, 3] of the photos; `ofDisturbed` those of the disturbed ones
 */
export function stabilityLoss(paintings: tf.Tensor4D, ofDisturbed: tf.Tensor4D): tf.Scalar {
  const [batch, height, width] = paintings.shape;
  const others = singly(ofDisturbed);
  const differences = singly(paintings).map((painting, k) => {
    const [y, x] = move(k);
    const size = [1, height - y - 2 * BORDER, width - x - 2 * BORDER, 3] as const;
    const stayed = tf.slice(painting, [0, y + BORDER, x + BORDER, 0], [...size]);
    return tf.mean(tf.squaredDifference(stayed, tf.slice(others[k]!, [0, BORDER, BORDER, 0], [...size])));
  });
  return tf.div(tf.addN(differences), batch);
}
