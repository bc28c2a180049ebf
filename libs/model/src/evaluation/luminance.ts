import { LUMINANCE } from '../luminance.ts';
import type { Picture } from '../picture.ts';

/** The luminance of each pixel of a picture, 0..1 ({@link LUMINANCE}). */
export function luminance({ width, height, data }: Picture): Float32Array {
  const [red, green, blue] = LUMINANCE;
  return Float32Array.from(
    { length: width * height },
    (_, i) => red * data[3 * i]! + green * data[3 * i + 1]! + blue * data[3 * i + 2]!,
  );
}

/** Where a square window of a picture lies, and the mean and the standard deviation of its luminance. */
export interface Window {
  left: number;
  top: number;
  mean: number;
  deviation: number;
}

/** The square windows of a picture that lie `step` pixels apart, from its upper left corner. */
export function windows(values: Float32Array, width: number, side: number, step = side): Window[] {
  const height = values.length / width;
  const found: Window[] = [];
  for (let top = 0; top + side <= height; top += step)
    for (let left = 0; left + side <= width; left += step)
      found.push({ left, top, ...spread(values, width, left, top, side) });
  return found;
}

function spread(values: Float32Array, width: number, left: number, top: number, side: number) {
  let [sum, squares] = [0, 0];
  for (let y = top; y < top + side; y++)
    for (let x = left; x < left + side; x++) {
      const value = values[y * width + x]!;
      sum += value;
      squares += value * value;
    }
  const mean = sum / side ** 2;
  return { mean, deviation: Math.sqrt(Math.max(0, squares / side ** 2 - mean ** 2)) };
}
