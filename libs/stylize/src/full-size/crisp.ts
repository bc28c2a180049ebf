import { type Size } from '../memory.ts';
import { CUBIC, Enlarger } from './enlarge.ts';
import { plane, windowMaxima, windowMeans, windowMinima } from './window.ts';

/** In pixels of the doubled map: one of the small one's, about as far as an interpolated edge reaches. */
const RADIUS = 2;
/**
 * How much steeper edges become when a map is doubled, and when it is doubled again. With 1 at first the strokes beside an edge
 * became stronger over four or five pixels; with 2.5 the second time slanting strokes had steps.
 */
const AMOUNTS = [0.6, 1] as const;
/** Rows of the small map beyond a band that its rows depend on when it is doubled twice: 4, and 4 of the doubled ones. */
export const CRISP_HALO = 6;

/** A map of three channels at so many times its size: see {@link crispDouble}. */
export function crisp(map: ArrayLike<number>, size: Size, times: 1 | 2 | 4): Float32Array {
  const values = Float32Array.from(map);
  if (times === 1) return values;
  const doubled = crispDouble(values, size, AMOUNTS[0]);
  if (times === 2) return doubled;
  return crispDouble(doubled, { width: 2 * size.width, height: 2 * size.height }, AMOUNTS[1]);
}

/**
 * A map of three channels at twice its size, the edges in it as crisp as they were: an unsharp mask that keeps within the
 * least and the greatest value around, and so makes no halo.
 */
function crispDouble(map: Float32Array, size: Size, amount: number): Float32Array {
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
    const least = windowMinima(values, large, RADIUS);
    const greatest = windowMaxima(values, large, RADIUS);
    for (let i = 0; i < values.length; i++) {
      const sharp = values[i]! + amount * (values[i]! - means[i]!);
      doubled[3 * i + c] = Math.min(greatest[i]!, Math.max(least[i]!, sharp));
    }
  }
  return doubled;
}
