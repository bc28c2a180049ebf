import { mirrored, type Rgb } from './rgb.ts';

/** The photo with `reach` pixels more along each side: its reflection. `reach` must be smaller than its sides. */
export function addReflection({ width, height, data }: Rgb, reach: number): Rgb {
  const larger = blank(width + 2 * reach, height + 2 * reach);
  for (let y = 0; y < larger.height; y++) {
    const from = 3 * width * mirrored(y - reach, height);
    const to = 3 * larger.width * y;
    larger.data.set(data.subarray(from, from + 3 * width), to + 3 * reach);
    for (let x = 0; x < reach; x++)
      for (const [at, seen] of [
        [x, mirrored(x - reach, width)],
        [reach + width + x, mirrored(width + x, width)],
      ] as const)
        larger.data.set(data.subarray(from + 3 * seen, from + 3 * seen + 3), to + 3 * at);
  }
  return larger;
}

/** Cuts `reach` pixels off each side. */
export function cutReflection({ width, height, data }: Rgb, reach: number): Rgb {
  const smaller = blank(width - 2 * reach, height - 2 * reach);
  for (let y = 0; y < smaller.height; y++) {
    const from = 3 * ((y + reach) * width + reach);
    smaller.data.set(data.subarray(from, from + 3 * smaller.width), 3 * smaller.width * y);
  }
  return smaller;
}

const blank = (width: number, height: number): Rgb => ({
  width,
  height,
  data: new Uint8Array(3 * width * height),
});
