import { type Rgb } from '../rgb.ts';

const luma = (data: Uint8Array, i: number) => 0.299 * data[i]! + 0.587 * data[i + 1]! + 0.114 * data[i + 2]!;

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
  for (let x = Math.max(0, Math.floor(edge - 8 * scale)); x < Math.min(full.width, edge + 8 * scale); x++) {
    const at = (x + 0.5) / scale - 0.5;
    const near = from.subarray(Math.max(0, Math.floor(at) - 1), Math.ceil(at) + 2);
    const outside = large[x]! < Math.min(...near) - tolerance || large[x]! > Math.max(...near) + tolerance;
    run = outside ? run + 1 : 0;
    widest = Math.max(widest, run);
  }
  return widest;
}
