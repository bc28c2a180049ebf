import type { Rgb } from '@atelier/stylize';

/** A part of a picture at 100 %: its sides, and its middle in shares of the picture's. */
export interface Part {
  width: number;
  height: number;
  at: readonly [number, number];
}

/** Cuts a part out; where it would reach beyond the picture, it lies at its border. */
export function cutPart({ width, height, data }: Rgb, { at: [x, y], ...part }: Part): Rgb {
  const size = { width: Math.min(part.width, width), height: Math.min(part.height, height) };
  const left = Math.round(Math.max(0, Math.min(width - size.width, x * width - size.width / 2)));
  const top = Math.round(Math.max(0, Math.min(height - size.height, y * height - size.height / 2)));
  const cut = new Uint8Array(3 * size.width * size.height);
  for (let row = 0; row < size.height; row++) {
    const from = 3 * ((top + row) * width + left);
    cut.set(data.subarray(from, from + 3 * size.width), 3 * size.width * row);
  }
  return { ...size, data: cut };
}
