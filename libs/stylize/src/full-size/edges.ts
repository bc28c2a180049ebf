import { luma, type Rgb } from '../rgb.ts';

/** Per pixel within the borders, the magnitude of the luma's gradient, 0..255 a pixel (central differences). */
function gradients({ width, height, data }: Rgb): Float32Array {
  const magnitudes = new Float32Array(width * height);
  for (let y = 1; y < height - 1; y++)
    for (let x = 1; x < width - 1; x++) {
      const i = y * width + x;
      const across = luma(data, 3 * (i + 1)) - luma(data, 3 * (i - 1));
      const down = luma(data, 3 * (i + width)) - luma(data, 3 * (i - width));
      magnitudes[i] = Math.hypot(across, down) / 2;
    }
  return magnitudes;
}

/**
 * How crisp a painting is along the photo's contours: the mean magnitude of its gradient, in levels of 0..255 a pixel, at
 * the `share` of pixels at which the photo's is greatest.
 */
export function edgeContrast(photo: Rgb, painting: Rgb, share = 0.01): number {
  const edges = gradients(photo);
  const least = edges.toSorted()[Math.floor((1 - share) * edges.length)]!;
  const painted = gradients(painting);
  let [sum, count] = [0, 0];
  for (const [i, magnitude] of edges.entries())
    if (magnitude >= least && magnitude > 0) {
      sum += painted[i]!;
      count++;
    }
  return sum / count;
}

/** The mean luma of each column. */
export function profile({ width, height, data }: Rgb): Float64Array {
  const sums = new Float64Array(width);
  for (let i = 0; i < width * height; i++) sums[i % width]! += luma(data, 3 * i) / height;
  return sums;
}

/** In pixels of the small painting: how far from an edge the photo has anything that the small photo enlarged has not. */
const REACH = 4;

/**
 * How wide the halo is that bringing a painting of a vertical edge to full size has made: the most columns in a row, beside
 * the edge, that are darker or lighter, by more than `tolerance` levels, than anything in the small painting from a
 * pixel before to a pixel after that place.
 * @param edge the column of the full-size picture with which the lighter or darker side begins
 */
export function overshoot(full: Rgb, small: Rgb, edge: number, tolerance = 4): number {
  const [large, from] = [profile(full), profile(small)];
  const scale = full.width / small.width;
  let [widest, run] = [0, 0];
  const reach = REACH * scale;
  for (let x = Math.max(0, Math.floor(edge - reach)); x < Math.min(full.width, edge + reach); x++) {
    const at = (x + 0.5) / scale - 0.5;
    const near = from.subarray(Math.max(0, Math.floor(at) - 1), Math.ceil(at) + 2);
    const outside = large[x]! < Math.min(...near) - tolerance || large[x]! > Math.max(...near) + tolerance;
    run = outside ? run + 1 : 0;
    widest = Math.max(widest, run);
  }
  return widest;
}

/** How a painting of a vertical edge runs out on either side: what of it the network has painted around the edge. */
export interface Fringe {
  /** How far from the edge the painting last differs, by more than the tolerance, from what it is far away; pixels. */
  width: number;
  /** By how much it differs at most, beyond the first two pixels; levels of luma. */
  levels: number;
}

/**
 * How wide the fringe is that a painting itself has beside a vertical edge of a photo that is plain on either side. Far away is
 * where the network no longer sees the edge: from 64 to 128 pixels from it.
 * @param edge the column with which the right side begins
 * @param tolerance levels beyond the least and the greatest of what is far away
 */
export function fringe(painting: Rgb, edge: number, tolerance = 8): Fringe {
  const lumas = profile(painting);
  const widest: Fringe = { width: 0, levels: 0 };
  for (const side of [-1, 1]) {
    const at = (distance: number) => lumas[side < 0 ? edge - 1 - distance : edge + distance]!;
    const far = Array.from({ length: 64 }, (_, i) => at(64 + i));
    const [least, greatest] = [Math.min(...far), Math.max(...far)];
    for (let distance = 2; distance < 64; distance++) {
      const beyond = Math.max(least - at(distance), at(distance) - greatest);
      if (beyond > tolerance) widest.width = Math.max(widest.width, distance + 1);
      widest.levels = Math.max(widest.levels, beyond);
    }
  }
  return widest;
}
