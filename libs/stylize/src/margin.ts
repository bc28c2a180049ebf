import { mirrored, type Rgb } from './rgb.ts';

/** The photo with `margin` pixels more along each side: its reflection. `margin` must be smaller than its sides. */
export function addMargin({ width, height, data }: Rgb, margin: number): Rgb {
  const larger = blank(width + 2 * margin, height + 2 * margin);
  for (let y = 0; y < larger.height; y++) {
    const from = 3 * width * mirrored(y - margin, height);
    const to = 3 * larger.width * y;
    larger.data.set(data.subarray(from, from + 3 * width), to + 3 * margin);
    for (let x = 0; x < margin; x++)
      for (const [at, seen] of [
        [x, mirrored(x - margin, width)],
        [margin + width + x, mirrored(width + x, width)],
      ] as const)
        larger.data.set(data.subarray(from + 3 * seen, from + 3 * seen + 3), to + 3 * at);
  }
  return larger;
}

/** Cuts `margin` pixels off each side. */
export function cutMargin({ width, height, data }: Rgb, margin: number): Rgb {
  const smaller = blank(width - 2 * margin, height - 2 * margin);
  for (let y = 0; y < smaller.height; y++) {
    const from = 3 * ((y + margin) * width + margin);
    smaller.data.set(data.subarray(from, from + 3 * smaller.width), 3 * smaller.width * y);
  }
  return smaller;
}

const blank = (width: number, height: number): Rgb => ({
  width,
  height,
  data: new Uint8Array(3 * width * height),
});
