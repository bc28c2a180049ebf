import { type Size } from '../memory.ts';
import { CUBIC, Enlarger } from './enlarge.ts';
import { plane, windowExtremes, windowMeans } from './window.ts';

/** In pixels of the doubled map: one of the small one's, about as far as an interpolated edge reaches. */
const RADIUS = 2;
/** How much steeper edges become. With 1 the strokes beside an edge became stronger over four or five pixels. */
const AMOUNT = 0.6;
/** Rows of the small map beyond a band that its doubled rows depend on. */
export const CRISP_HALO = 4;

/**
 * A map of three channels at twice its size, the edges in it as crisp as they were: an unsharp mask that keeps within the
 * least and the greatest value around, and so makes no halo.
 */
export function crispDouble(map: ArrayLike<number>, size: Size): Float32Array {
  const large = { width: 2 * size.width, height: 2 * size.height };
  const length = 3 * large.width;
  const doubled = new Float32Array(length * large.height);
  const enlarger = new Enlarger(size, large, CUBIC);
  const rows = { data: map, channels: 3, from: 0 };
  for (let y = 0; y < large.height; y++)
    enlarger.row(rows, y, doubled.subarray(length * y, length * (y + 1)));
  for (let c = 0; c < 3; c++) {
    const values = plane(doubled, c);
    const means = windowMeans(values, large, RADIUS);
    const least = windowExtremes(values, large, RADIUS, -1);
    const greatest = windowExtremes(values, large, RADIUS, 1);
    for (let i = 0; i < values.length; i++) {
      const sharp = values[i]! + AMOUNT * (values[i]! - means[i]!);
      doubled[3 * i + c] = Math.min(greatest[i]!, Math.max(least[i]!, sharp));
    }
  }
  return doubled;
}
