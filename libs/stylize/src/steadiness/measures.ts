import { type Rgb } from '../rgb.ts';
import { type Move, SIZE, source } from './film.ts';

/**
 * Mean absolute difference of each picture from the one before, moved along the true motion, where that shows it: 0..255. Of a
 * film of what stands still: flicker.
 */
function warpingError(pictures: Rgb[], move: Move): number {
  let [sum, count] = [0, 0];
  for (let t = 1; t < pictures.length; t++) {
    const from = source(move, t);
    const [before, now] = [pictures[t - 1]!.data, pictures[t]!.data];
    for (let y = 0; y < SIZE.height; y++)
      for (let x = 0; x < SIZE.width; x++) {
        const [px, py] = from(x, y);
        if (px < 1 || py < 1 || px > SIZE.width - 3 || py > SIZE.height - 3) continue;
        const [columns, rows] = [weights(px - Math.floor(px)), weights(py - Math.floor(py))];
        const corner = 3 * ((Math.floor(py) - 1) * SIZE.width + Math.floor(px) - 1);
        for (let c = 0; c < 3; c++, count++)
          sum += Math.abs(now[3 * (y * SIZE.width + x) + c]! - cubic(before, corner + c, columns, rows));
      }
  }
  return sum / count;
}

/** Of four values in a row, between whose middle ones a place is so far: those of the cubic of Catmull and Rom. */
function weights(t: number): number[] {
  return [1 + t, t, 1 - t, 2 - t].map((d) =>
    d < 1 ? 1 - d * d * (2.5 - 1.5 * d) : 2 + d * (-4 + d * (2.5 - 0.5 * d)),
  );
}

/** Of four by four values, the first of which is at `corner`. */
function cubic(data: Uint8Array, corner: number, columns: number[], rows: number[]): number {
  let value = 0;
  for (let j = 0; j < 4; j++)
    for (let i = 0; i < 4; i++) value += rows[j]! * columns[i]! * data[corner + 3 * (j * SIZE.width + i)]!;
  return Math.min(255, Math.max(0, value));
}

/** The standard deviation of a picture's values. */
function contrast({ data }: Rgb): number {
  const mean = data.reduce((sum, value) => sum + value, 0) / data.length;
  return Math.sqrt(data.reduce((sum, value) => sum + (value - mean) ** 2, 0) / data.length);
}

/** Mean absolute difference of neighbours, in rows and columns: total variation, a pixel. */
function variation({ data, width }: Rgb): number {
  let sum = 0;
  for (let i = 3 * width; i < data.length; i++)
    sum += Math.abs(data[i]! - data[i - 3]!) + Math.abs(data[i]! - data[i - 3 * width]!);
  return sum / (2 * (data.length - 3 * width));
}

/** How steady a film's paintings are, and how rich. */
export interface Steadiness {
  /** Warping errors, in levels of 255: of each frame painted by itself, and steadied. */
  alone: number;
  steadied: number;
  /** Of what is steadied, as a share of each frame by itself, in the later half, where strokes have been carried far. */
  contrast: number;
  variation: number;
}

/** Compares a film's paintings, each by itself, with the same steadied. */
export function steadiness(alone: Rgb[], steadied: Rgb[], move: Move): Steadiness {
  const later = (measure: (picture: Rgb) => number, pictures: Rgb[]) =>
    pictures.slice(pictures.length / 2).reduce((sum, picture) => sum + measure(picture), 0);
  const share = (measure: (picture: Rgb) => number) => later(measure, steadied) / later(measure, alone);
  return {
    alone: warpingError(alone, move),
    steadied: warpingError(steadied, move),
    contrast: share(contrast),
    variation: share(variation),
  };
}
