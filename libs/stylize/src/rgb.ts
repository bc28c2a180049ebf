import { type Rows } from './passes/rows.ts';

/** A picture: interleaved RGB, 3 bytes a pixel, rows from the top. */
export interface Rgb {
  width: number;
  height: number;
  data: Uint8Array;
  /** One byte a pixel, 0: transparent; left out where all are opaque. */
  alpha?: Uint8Array;
}

/** The shortest side that the network's reflections allow. */
export const LEAST_SIDE = 32;

/** How light a pixel looks, 0..255 (ITU-R BT.601); `i` is where its red stands. */
export const luma = (data: Uint8Array, i: number): number =>
  0.299 * data[i]! + 0.587 * data[i + 1]! + 0.114 * data[i + 2]!;

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

/** The picture's size as bands see it: where it is `turned`, its columns are their rows. */
export const turnedSize = ({ width, height }: { width: number; height: number }, turned: boolean) =>
  turned ? { width: height, height: width } : { width, height };

/**
 * Rows of the photo, or its columns where it is `turned`, as rows×paddedSide×3 bytes; beyond the photo's sides its
 * reflection. Where no pixel has to be moved or added, a view of the photo's own data.
 */
export function toPixels({ width, height, data }: Rgb, { from, to }: Rows, turned: boolean): Uint8Array {
  const columns = paddedSide(turned ? height : width);
  if (!turned && columns === width && to <= height) return data.subarray(3 * from * width, 3 * to * width);
  const pixels = new Uint8Array(3 * (to - from) * columns);
  const [rows, across] = [
    { from, to },
    { from: 0, to: columns },
  ];
  const [down, right] = turned ? [across, rows] : [rows, across];
  for (let y = down.from; y < down.to; y++)
    for (let x = right.from; x < right.to; x++) {
      const at = 3 * (turned ? (x - from) * columns + y : (y - from) * columns + x);
      const i = 3 * (mirrored(y, height) * width + mirrored(x, width));
      for (let c = 0; c < 3; c++) pixels[at + c] = data[i + c]!;
    }
  return pixels;
}

/** Writes painted pixels, the first row (column, where the picture is `turned`) being `from`, into the picture. */
export function fromPixels(
  pixels: Uint8Array,
  { width, height, data }: Rgb,
  from: number,
  turned: boolean,
): void {
  const columns = paddedSide(turned ? height : width);
  const to = from + pixels.length / 3 / columns;
  if (!turned)
    for (let y = from; y < Math.min(to, height); y++) {
      const at = 3 * (y - from) * columns;
      data.set(pixels.subarray(at, at + 3 * width), 3 * y * width);
    }
  else
    for (let y = 0; y < height; y++)
      for (let x = from; x < Math.min(to, width); x++) {
        const at = 3 * ((x - from) * columns + y);
        for (let c = 0; c < 3; c++) data[3 * (y * width + x) + c] = pixels[at + c]!;
      }
}

/** The position within 0..side−1 that a reflection shows at `i`, which lies at most side−1 beyond either end. */
export const mirrored = (i: number, side: number) => (i < 0 ? -i : i < side ? i : 2 * (side - 1) - i);
