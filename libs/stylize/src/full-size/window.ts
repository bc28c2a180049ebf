import { type Size } from '../memory.ts';

/** The means of a plane's values over windows of 2 × `radius` + 1 pixels a side, less at the borders. */
export function windowMeans(plane: Float32Array, { width, height }: Size, radius: number): Float32Array {
  const across = new Float32Array(plane.length);
  for (let y = 0; y < height; y++) {
    const row = y * width;
    let [sum, count] = [0, 0];
    for (let x = -radius; x < width; x++) {
      const [added, left] = [x + radius, x - radius - 1];
      if (added < width) {
        sum += plane[row + added]!;
        count++;
      }
      if (left >= 0) {
        sum -= plane[row + left]!;
        count--;
      }
      if (x >= 0) across[row + x] = sum / count;
    }
  }
  const means = new Float32Array(plane.length);
  const sums = new Float64Array(width);
  let count = 0;
  for (let y = -radius; y < height; y++) {
    const [added, left] = [y + radius, y - radius - 1];
    if (added < height) {
      for (let x = 0; x < width; x++) sums[x]! += across[added * width + x]!;
      count++;
    }
    if (left >= 0) {
      for (let x = 0; x < width; x++) sums[x]! -= across[left * width + x]!;
      count--;
    }
    if (y >= 0) for (let x = 0; x < width; x++) means[y * width + x] = sums[x]! / count;
  }
  return means;
}

/** The least (`sign` −1) or greatest (1) of a plane's values over the same windows. */
export function windowExtremes(
  plane: Float32Array,
  { width, height }: Size,
  radius: number,
  sign: -1 | 1,
): Float32Array {
  const across = plane.slice();
  for (let y = 0; y < height; y++)
    for (let shift = -radius; shift <= radius; shift++) {
      const row = y * width;
      const [from, to] = [row + Math.max(0, -shift), row + width - Math.max(0, shift)];
      for (let i = from; i < to; i++)
        if (sign * plane[i + shift]! > sign * across[i]!) across[i] = plane[i + shift]!;
    }
  const extremes = across.slice();
  for (let shift = -radius; shift <= radius; shift++) {
    const rows = shift * width;
    const [from, to] = [Math.max(0, -rows), plane.length - Math.max(0, rows)];
    for (let i = from; i < to; i++)
      if (sign * across[i + rows]! > sign * extremes[i]!) extremes[i] = across[i + rows]!;
  }
  return extremes;
}

/** One channel of interleaved values. */
export function plane(data: ArrayLike<number>, channel: number, channels = 3): Float32Array {
  const values = new Float32Array(data.length / channels);
  for (let i = 0; i < values.length; i++) values[i] = data[channels * i + channel]!;
  return values;
}
