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

/** The greatest of a plane's values over the same windows. */
export function windowMaxima(plane: Float32Array, { width, height }: Size, radius: number): Float32Array {
  const across = plane.slice();
  for (let y = 0; y < height; y++)
    for (let shift = -radius; shift <= radius; shift++) {
      const row = y * width;
      raise(across, plane, shift, row + Math.max(0, -shift), row + width - Math.max(0, shift));
    }
  const maxima = across.slice();
  for (let shift = -radius; shift <= radius; shift++) {
    const rows = shift * width;
    raise(maxima, across, rows, Math.max(0, -rows), plane.length - Math.max(0, rows));
  }
  return maxima;
}

/** The least of them. */
export function windowMinima(plane: Float32Array, size: Size, radius: number): Float32Array {
  const negative = plane.map((value) => -value);
  return windowMaxima(negative, size, radius).map((value) => -value);
}

/** From one place to another, to the value `shift` places further on where that is greater. */
function raise(into: Float32Array, values: Float32Array, shift: number, from: number, to: number): void {
  if (shift === 0) return;
  for (let i = from; i < to; i++) {
    const value = values[i + shift]!;
    if (value > into[i]!) into[i] = value;
  }
}

/** One channel of interleaved values. */
export function plane(data: ArrayLike<number>, channel: number, channels = 3): Float32Array {
  const values = new Float32Array(data.length / channels);
  for (let i = 0; i < values.length; i++) values[i] = data[channels * i + channel]!;
  return values;
}
