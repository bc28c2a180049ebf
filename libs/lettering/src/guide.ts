import { blurred, type Field } from './distance.ts';
import type { Raster } from './resample.ts';

/** How wide letters are: half the width of the stroke at each pixel inside, and its mean, in pixels. */
export interface Strokes {
  radius: Float32Array;
  mean: number;
}

/** The eight pixels around one: steps to the right, steps down. */
const AROUND = [-1, 0, 1]
  .flatMap((dy) => [-1, 0, 1].map((dx) => [dx, dy] as const))
  .filter(([dx, dy]) => dx || dy);

/**
 * Half the width of the stroke that each pixel is in: from the pixel uphill over the distances to the ridge, which is the middle
 * of the stroke. Along the ridge itself the distance rises little, so that a narrowing stroke keeps its own widths.
 * @param distance signed, see `signedDistance`
 */
export function strokeRadius({ width, height, data }: Field): Strokes {
  const inside = Array.from(data.keys()).filter((k) => data[k]! > 0);
  const order = Uint32Array.from(inside).sort((a, b) => data[b]! - data[a]! || a - b);
  const radius = new Float32Array(data.length);
  let sum = 0;
  for (const k of order) {
    const [x, y] = [k % width, Math.floor(k / width)];
    let [steepest, from] = [0.6, -1];
    for (const [dx, dy] of AROUND) {
      if (x + dx < 0 || x + dx >= width || y + dy < 0 || y + dy >= height) continue;
      const other = k + dy * width + dx;
      const slope = (data[other]! - data[k]!) / (dx && dy ? Math.SQRT2 : 1);
      if (slope > steepest) [steepest, from] = [slope, other];
    }
    radius[k] = from < 0 ? data[k]! : radius[from]!;
    sum += radius[k];
  }
  return { radius, mean: Math.max(1, sum / Math.max(1, order.length)) };
}

/** Beyond this many half widths from the letters everything is the same ground. */
const REACH = 4;

/**
 * Where each pixel belongs in an effect, three numbers: its place across the stroke, which is 0 in the middle, 1 at the edge and
 * outside 1 more for each half width (the normalised distance of Yang et al. 2017, section 4); and which way the edge faces, a
 * unit vector, shorter where that is not clear. Of hairlines and blots at most half or half again of the mean width counts, or
 * their rims would be squeezed or stretched.
 */
export function guideOf(distance: Field, { radius, mean }: Strokes): Raster {
  const { width, height } = distance;
  const data = new Float32Array(width * height * 3);
  const smooth = blurred(distance, Math.max(1, Math.round(mean / 3))).data;
  for (const [k, depth] of distance.data.entries()) {
    const own = Math.min(1.5 * mean, Math.max(0.5 * mean, radius[k]!));
    data[3 * k] = depth > 0 ? Math.max(0, 1 - depth / own) : Math.min(1 + REACH, 1 - depth / mean);
    const [x, y] = [k % width, Math.floor(k / width)];
    const dx = smooth[k - (x > 0 ? 1 : 0)]! - smooth[k + (x < width - 1 ? 1 : 0)]!;
    const dy = smooth[k - (y > 0 ? width : 0)]! - smooth[k + (y < height - 1 ? width : 0)]!;
    [data[3 * k + 1], data[3 * k + 2]] = [dx / 2, dy / 2];
  }
  return { width, height, channels: 3, data };
}
