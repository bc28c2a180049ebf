import * as tf from '@tensorflow/tfjs-core';
import { hannWindow } from '../hann-window.ts';
import { opponents } from '../ops/opponents.ts';

/** The windows that a picture is looked at through: their side and how far apart they are, in pixels. */
const SIDE = 64;
const STEP = SIDE / 2;
/** The waves that count, by how many of them fit into a window: those of 24 pixels to those of 64/24 = 2⅔. */
const WAVES = { least: SIDE / 24, most: 24 };
/** A pattern that varies by less than two levels of 255 is not seen: as much power is added everywhere, before the logarithm. */
const UNSEEN = (2 / 255) ** 2;

/** Waves along one side: 0 to 24 in a window. */
const count = WAVES.most + 1;
const hann = hannWindow(SIDE);
/** The power that noise of variance 1 has in each wave, seen through such a window across and down. */
const energy = hann.reduce((sum, each) => sum + each ** 2, 0) ** 2;

/** [2, 25, 25]: 1 for the waves that count, in both diagonal directions, along one axis and along the other; 0 for the rest. */
const counted = Float32Array.from({ length: 2 * count ** 2 }, (_, i) => {
  const waves = Math.hypot(Math.floor(i / count) % count, i % count);
  return waves >= WAVES.least && waves <= WAVES.most ? 1 : 0;
});
const countedWaves = counted.reduce((sum, each) => sum + each, 0);

/** Waves of every length through each of the windows along a side: what a row of pixels is multiplied by. [length, windows · 25] */
function waves(length: number, wave: (angle: number) => number): tf.Tensor2D {
  const windows = Math.floor((length - SIDE) / STEP) + 1;
  const values = new Float32Array(length * windows * count);
  for (let window = 0; window < windows; window++)
    for (let k = 0; k < count; k++)
      for (let i = 0; i < SIDE; i++)
        values[(window * STEP + i) * windows * count + window * count + k] = hann[i]! * wave((2 * Math.PI * k * i) / SIDE); // prettier-ignore
  return tf.tensor2d(values, [length, windows * count]);
}

/**
 * The logarithm of how strong each wave is in pictures [b, h, w, 3] (RGB 0..1, sides of at least 64), along each axis of their
 * colours ({@link opponents}), averaged over overlapping windows and over the batch (Welch 1967,
 * https://doi.org/10.1109/TAU.1967.1161901): [2, 3, 25, 25], by the diagonal it lies along, by the axis, and by the number of waves in 64
 * pixels along x and along y. The Fourier transforms are products with matrices, so that every engine has them and their gradient.
 */
export function spectrum(pictures: tf.Tensor4D): tf.Tensor4D {
  const [batch, height, width] = pictures.shape;
  const rows = tf.reshape(tf.transpose(opponents(pictures)), [-1, width]); // [3 · b · h, w]
  const [alongX, alongY] = [width, height].map((length) => [waves(length, Math.cos), waves(length, Math.sin)]) as [tf.Tensor2D[], tf.Tensor2D[]]; // prettier-ignore
  // Cosines (c) and sines (s) along x, then along y: each [3 · b · windows · 25, windows · 25].
  const [[cc, cs], [sc, ss]] = alongX.map((x) => {
    const columns = tf.transpose(tf.reshape(tf.matMul(rows, x), [3 * batch, height, -1]), [0, 2, 1]);
    return alongY.map((y) => tf.matMul(tf.reshape(columns, [-1, height]), y));
  }) as [[tf.Tensor2D, tf.Tensor2D], [tf.Tensor2D, tf.Tensor2D]];
  const windows = alongX[0]!.shape[1] / count;
  const power = (real: tf.Tensor, imaginary: tf.Tensor) => {
    const powers = tf.reshape(tf.add(tf.square(real), tf.square(imaginary)), [3, batch * windows, count, -1, count]); // prettier-ignore
    return tf.mean<tf.Tensor3D>(powers, [1, 3]);
  };
  // cos(a ± b) and sin(a ± b) of those: waves that lie along the one diagonal, and along the other.
  const both = [power(tf.sub(cc, ss), tf.add(cs, sc)), power(tf.add(cc, ss), tf.sub(cs, sc))];
  return tf.log<tf.Tensor4D>(tf.add(tf.stack(both), UNSEEN * energy));
}

/**
 * The mean squared difference of two {@link spectrum spectra}, over waves of 2⅔ to 24 pixels in every direction and over the axes of
 * colour: where light alone counted, threads of red and green lay where those of light and dark had been.
 *
 * A departure from the paper, where nothing sees how regular a pattern is: means and covariances of features are sums over all
 * places, and strokes four pixels apart like the threads of a cloth, which is what a network that enlarges its maps twice finds
 * easiest, have nearly those of a painter's. In the spectrum a weave is a few waves twenty times stronger than in the
 * painting. (Spectra beside features for regular textures: Liu, Gousseau and Xia 2016, https://arxiv.org/abs/1605.01141.)
 */
export function spectrumLoss(paintings: tf.Tensor4D, style: tf.Tensor4D): tf.Scalar {
  const squares = tf.mul(tf.square(tf.sub(paintings, style)), tf.tensor4d(counted, [2, 1, count, count]));
  return tf.div(tf.sum(squares), 3 * countedWaves);
}

/** Whether pictures [b, h, w, 3] are large enough to have a {@link spectrum}. */
export function hasSpectrum({ shape: [, height, width] }: tf.Tensor4D): boolean {
  return Math.min(height, width) >= SIDE;
}
