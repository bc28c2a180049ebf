import { windowMeans } from '../full-size/window.ts';
import { type Rgb } from '../rgb.ts';
import { type Motion } from './motion.ts';
import { share } from './share.ts';

/** Pixels each way over which differences are taken: noise evens out, and an edge that moves is seen beside it. */
const AROUND = 4;
/** How many times the noise a frame may differ from what was seen, up to which a painting fits, and from which it does not. */
const FITS = 1.5;
const FITS_NOT = 3;
/** What is taken for noise, in levels. */
const LEAST_NOISE = 0.5;
const MOST_NOISE = 4;

/**
 * How well what was seen, carried along, fits the frame: 0..1 of each pixel; and the mean difference, in levels. What comes from
 * beyond the sides does not fit. Most of a frame is as expected: the middle of all differences is its noise.
 */
export function fit(seen: Rgb, frame: Rgb, { right, down }: Motion) {
  const { width, height } = frame;
  const differences = new Float32Array(width * height);
  for (let i = 0, at = 0; i < differences.length; i++)
    for (let c = 0; c < 3; c++, at++) differences[i]! += Math.abs(frame.data[at]! - seen.data[at]!) / 3;
  const noise = Math.min(MOST_NOISE, LEAST_NOISE + differences.slice().sort()[differences.length >> 1]!);
  const fits = windowMeans(differences, frame, AROUND).map((difference, i) => {
    const [x, y] = [(i % width) + right[i]!, Math.floor(i / width) + down[i]!];
    const inside = x >= 0 && y >= 0 && x <= width - 1 && y <= height - 1;
    return inside ? share(difference, FITS_NOT * noise, FITS * noise) : 0;
  });
  return { fits, difference: differences.reduce((sum, value) => sum + value, 0) / differences.length };
}
