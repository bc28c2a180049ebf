import { join } from 'node:path';
import { randomNumbers } from '@atelier/lettering/random';
import sharp from 'sharp';
import { type Rgb } from '../src/rgb.ts';

export const SIZE = { width: 256, height: 192 };
/** Of the camera's noise, in levels of 0..255. */
const NOISE = 3;
/** Pixels of the photo beyond the frame, each way. */
const BEYOND = 112;

/** Where frame `t` of a film over a photo shows a pixel's place of the first: a camera that moves as is known exactly. */
export type Move = (t: number) => (x: number, y: number) => [number, number];

const about =
  (scale: number, angle: number) =>
  (x: number, y: number): [number, number] => {
    const [cx, cy] = [(SIZE.width - 1) / 2, (SIZE.height - 1) / 2];
    const [cos, sin] = [scale * Math.cos(angle), scale * Math.sin(angle)];
    return [cx + cos * (x - cx) - sin * (y - cy), cy + sin * (x - cx) + cos * (y - cy)];
  };

export const moves = {
  still: () => (x, y) => [x, y],
  'pan by 6 pixels': (t) => (x, y) => [x + 6 * t - 72, y],
  'pan by 2.5 and 1.25 pixels': (t) => (x, y) => [x + 2.5 * t - 30, y + 1.25 * t - 15],
  'zoom by 1 %': (t) => about(1.25 / 1.01 ** t, 0),
  'rotation by 1°': (t) => about(1, (t * Math.PI) / 180),
} satisfies Record<string, Move>;

/** The place in the frame before that a pixel of frame `t` comes from. */
export function source(move: Move, t: number): (x: number, y: number) => [number, number] {
  const [before, now] = [move(t - 1), move(t)];
  // The moves are affine: the one before is turned round from what it does to three points.
  const [ox, oy] = before(0, 0);
  const [a, d] = [before(1, 0)[0] - ox, before(1, 0)[1] - oy];
  const [b, e] = [before(0, 1)[0] - ox, before(0, 1)[1] - oy];
  return (x, y) => {
    const [px, py] = now(x, y);
    const [u, v] = [px - ox, py - oy];
    return [(e * u - b * v) / (a * e - b * d), (a * v - d * u) / (a * e - b * d)];
  };
}

/** Frames of a film over one of the sample photos, with a camera's noise. */
export async function film(photo: string, move: Move, frames: number): Promise<Rgb[]> {
  const [width, height] = [2 * (SIZE.width + 2 * BEYOND), 2 * (SIZE.height + 2 * BEYOND)];
  const data = await sharp(join(import.meta.dirname, '../../../assets/photos/held-out', photo))
    .resize(width, height, { fit: 'cover' })
    .removeAlpha()
    .raw()
    .toBuffer();
  const next = randomNumbers(7);
  // Gaussian, by Box and Muller.
  const noise = () => NOISE * Math.sqrt(-2 * Math.log(1 - next())) * Math.cos(2 * Math.PI * next());
  const photoAt = (x: number, y: number, c: number) => {
    const [px, py] = [2 * (x + BEYOND) + 0.5, 2 * (y + BEYOND) + 0.5];
    const [left, top] = [Math.floor(px), Math.floor(py)];
    const [u, v] = [px - left, py - top];
    const at = (i: number, j: number) => data[3 * ((top + j) * width + left + i) + c]!;
    return (1 - v) * ((1 - u) * at(0, 0) + u * at(1, 0)) + v * ((1 - u) * at(0, 1) + u * at(1, 1));
  };
  return Array.from({ length: frames }, (_, t) => {
    const place = move(t);
    const seen = new Uint8ClampedArray(3 * SIZE.width * SIZE.height);
    for (let y = 0, i = 0; y < SIZE.height; y++)
      for (let x = 0; x < SIZE.width; x++) {
        // The photo has twice the frame's pixels each way: four of them make one.
        const parts = [-0.25, 0.25].flatMap((dy) => [-0.25, 0.25].map((dx) => place(x + dx, y + dy)));
        for (let c = 0; c < 3; c++, i++)
          seen[i] = parts.reduce((sum, [px, py]) => sum + photoAt(px, py, c) / 4, noise());
      }
    return { ...SIZE, data: new Uint8Array(seen.buffer) };
  });
}

/** Mean absolute difference of each picture from the one before, moved along, where that shows it: 0..255. Of a still one: flicker. */
export function warpingError(pictures: Rgb[], move: Move): number {
  let [sum, count] = [0, 0];
  for (let t = 1; t < pictures.length; t++) {
    const from = source(move, t);
    const [before, now] = [pictures[t - 1]!.data, pictures[t]!.data];
    for (let y = 0; y < SIZE.height; y++)
      for (let x = 0; x < SIZE.width; x++) {
        const [px, py] = from(x, y);
        if (px < 1 || py < 1 || px > SIZE.width - 3 || py > SIZE.height - 3) continue;
        for (let c = 0; c < 3; c++, count++)
          sum += Math.abs(now[3 * (y * SIZE.width + x) + c]! - cubicAt(before, px, py, c));
      }
  }
  return sum / count;
}

/** By the cubic of Catmull and Rom. */
function cubicAt(data: Uint8Array, x: number, y: number, c: number): number {
  const [left, top] = [Math.floor(x), Math.floor(y)];
  const weight = (distance: number) => {
    const d = Math.abs(distance);
    return d < 1 ? 1 - d * d * (2.5 - 1.5 * d) : 2 + d * (-4 + d * (2.5 - 0.5 * d));
  };
  let value = 0;
  for (let j = top - 1; j < top + 3; j++)
    for (let i = left - 1; i < left + 3; i++)
      value += weight(y - j) * weight(x - i) * data[3 * (j * SIZE.width + i) + c]!;
  return Math.min(255, Math.max(0, value));
}

/** The standard deviation of a picture's values. */
export function contrast({ data }: Rgb): number {
  const mean = data.reduce((sum, value) => sum + value, 0) / data.length;
  return Math.sqrt(data.reduce((sum, value) => sum + (value - mean) ** 2, 0) / data.length);
}

/** Mean absolute difference of neighbours, in rows and columns. */
export function variation({ data, width }: Rgb): number {
  let sum = 0;
  for (let i = 3 * width; i < data.length; i++)
    sum += Math.abs(data[i]! - data[i - 3]!) + Math.abs(data[i]! - data[i - 3 * width]!);
  return sum / (2 * (data.length - 3 * width));
}
