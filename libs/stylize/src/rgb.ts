import { type Rows } from './rows.ts';

/** A picture: interleaved RGB, 3 bytes a pixel, rows from the top. */
export interface Rgb {
  width: number;
  height: number;
  data: Uint8Array;
}

/** The next multiple of 4: the network paints no other sides. */
export const paddedSide = (side: number): number => Math.ceil(side / 4) * 4;

/**
 * Rows of the photo as the network reads them: 1×3×rows×paddedSide(width), RGB 0..1. Beyond the photo's sides, up to
 * the next multiple of 4, its reflection.
 */
export function toPlanes({ width, height, data }: Rgb, { from, to }: Rows): Float32Array {
  const columns = paddedSide(width);
  const plane = (to - from) * columns;
  const planes = new Float32Array(3 * plane);
  for (let row = from, at = 0; row < to; row++) {
    const line = mirrored(row, height) * width;
    for (let column = 0; column < columns; column++, at++) {
      const i = 3 * (line + mirrored(column, width));
      planes[at] = data[i]! / 255;
      planes[at + plane] = data[i + 1]! / 255;
      planes[at + 2 * plane] = data[i + 2]! / 255;
    }
  }
  return planes;
}

/** Writes painted planes (3×rows×paddedSide(width), 0..1), the first row being `from`, into the picture. */
export function fromPlanes(planes: Float32Array, picture: Rgb, from: number): void {
  const { width, height, data } = picture;
  const columns = paddedSide(width);
  const plane = planes.length / 3;
  const to = Math.min(height, from + plane / columns);
  for (let row = from, line = 0; row < to; row++, line += columns) {
    for (let column = 0, i = 3 * row * width; column < width; column++, i += 3) {
      const at = line + column;
      data[i] = planes[at]! * 255 + 0.5;
      data[i + 1] = planes[at + plane]! * 255 + 0.5;
      data[i + 2] = planes[at + 2 * plane]! * 255 + 0.5;
    }
  }
}

/**
 * Rows of the photo, of paddedSide(width) pixels: a view of its data where nothing is to be added, beyond its sides its
 * reflection.
 */
export function toPixels({ width, height, data }: Rgb, { from, to }: Rows): Uint8Array {
  const columns = paddedSide(width);
  if (columns === width && to <= height) return data.subarray(3 * from * width, 3 * to * width);
  const pixels = new Uint8Array(3 * (to - from) * columns);
  for (let row = from, at = 0; row < to; row++, at += 3 * columns) {
    const line = 3 * mirrored(row, height) * width;
    pixels.set(data.subarray(line, line + 3 * width), at);
    for (let column = width; column < columns; column++) {
      const i = line + 3 * mirrored(column, width);
      pixels.set(data.subarray(i, i + 3), at + 3 * column);
    }
  }
  return pixels;
}

/** Writes painted pixels (rows of paddedSide(width)), the first row being `from`, into the picture. */
export function fromPixels(pixels: Uint8Array, { width, height, data }: Rgb, from: number): void {
  const line = 3 * paddedSide(width);
  for (let row = from, at = 0; at < pixels.length && row < height; row++, at += line)
    data.set(pixels.subarray(at, at + 3 * width), 3 * row * width);
}

/** The position within `side` that a reflection just beyond it shows. */
const mirrored = (i: number, side: number) => (i < side ? i : 2 * (side - 1) - i);
