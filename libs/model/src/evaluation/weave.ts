import { hannWindow } from '../hann-window.ts';
import type { Picture } from '../picture.ts';
import { luminance, windows } from './luminance.ts';

const SIDE = 64;
const LAGS = { least: 3, most: 24 };
/** A half circle of them: the other half is the same. */
const DIRECTIONS = 8;

/**
 * How regular a pattern a painting has where its photo is smooth, 0..1: the highest peak of the autocorrelation of its luminance,
 * in the 64×64 window where the photo varies least, along eight directions at distances of 3 to 24 pixels. A weave, a grid or
 * a row of dots repeats itself, and has a high peak; strokes that are alike but not alike spaced have a low one. (The 20
 * held-out photos themselves have 0.39 on average, at 256 pixels: noise, and clouds.)
 * @param painting as large as the photo, both at least 64×64
 */
export function weave(photo: Picture, painting: Picture): number {
  const { width } = photo;
  const smoothest = windows(luminance(photo), width, SIDE, SIDE / 4).reduce((a, b) => (b.deviation < a.deviation ? b : a)); // prettier-ignore
  const values = windowed(luminance(painting), width, smoothest.left, smoothest.top);
  let highest = 0;
  for (let k = 0; k < DIRECTIONS; k++) {
    const angle = (Math.PI * k) / DIRECTIONS;
    const along = Array.from({ length: LAGS.most + 2 }, (_, lag) =>
      correlation(values, Math.round(lag * Math.cos(angle)), Math.round(lag * Math.sin(angle))),
    );
    for (let lag = LAGS.least; lag <= LAGS.most; lag++)
      if (along[lag]! > along[lag - 1]! && along[lag]! >= along[lag + 1]!)
        highest = Math.max(highest, along[lag]!);
  }
  return highest;
}

const hann = hannWindow(SIDE);

/** The square at a place, without its (weighted) mean, and the weights. */
function windowed(values: Float32Array, width: number, left: number, top: number) {
  const weights = Float64Array.from(
    { length: SIDE ** 2 },
    (_, i) => hann[Math.floor(i / SIDE)]! * hann[i % SIDE]!,
  );
  const square = Float64Array.from(weights, (_, i) => values[(top + Math.floor(i / SIDE)) * width + left + (i % SIDE)]!); // prettier-ignore
  const total = weights.reduce((sum, weight) => sum + weight, 0);
  const mean = square.reduce((sum, value, i) => sum + value * weights[i]!, 0) / total;
  return { values: square.map((value) => value - mean), weights };
}

/** A pattern that varies by less than two shades of 255 is not seen: this much variance is taken to be noise. */
const UNSEEN = (2 / 255) ** 2;

/** The correlation of a windowed square with itself, moved; 0 for a plain one. */
function correlation({ values, weights }: ReturnType<typeof windowed>, dx: number, dy: number): number {
  let [product, first, second, total] = [0, 0, 0, 0];
  for (let y = Math.max(0, -dy); y < Math.min(SIDE, SIDE - dy); y++)
    for (let x = Math.max(0, -dx); x < Math.min(SIDE, SIDE - dx); x++) {
      const [i, j] = [y * SIDE + x, (y + dy) * SIDE + x + dx];
      const weight = weights[i]! * weights[j]!;
      product += weight * values[i]! * values[j]!;
      first += weight * values[i]! ** 2;
      second += weight * values[j]! ** 2;
      total += weight;
    }
  return product / Math.sqrt((first + total * UNSEEN) * (second + total * UNSEEN));
}
