import { grain } from '@atelier/model/grain';
import { type Rgb } from '../rgb.ts';

/** Of the frames, in pixels. */
export const SIZE = { width: 256, height: 192 };
/** Pixels of the photo beyond the frame, each way. */
const BEYOND = 112;
/** The photo has twice the frame's pixels each way: four of them make one. */
const FINER = 2;
const PARTS = [-0.25, 0.25].flatMap((dy) => [-0.25, 0.25].map((dx): [number, number] => [dx, dy]));
/** Of the photo that is filmed, in pixels. */
export const FILMED = {
  width: FINER * (SIZE.width + 2 * BEYOND),
  height: FINER * (SIZE.height + 2 * BEYOND),
};
/** Deviation of the camera's noise, in levels of 0..255. @internal */
export const NOISE = 3;
/** Columns of the grain between the noises of two frames: more than a frame has, and the first is not what is painted with. */
const APART = 4096;

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

/** Frames after which a move would look beyond the photo. */
export const MOST_FRAMES = 24;

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

/**
 * Frames of a film over a photo, with a camera's noise, in each frame another.
 * @param photo of {@link FILMED} pixels
 * @param noise its deviation, in levels of 0..255
 * @throws RangeError for a photo of another size, or more than {@link MOST_FRAMES} frames
 */
export function film(photo: Rgb, move: Move, frames: number, noise = NOISE): Rgb[] {
  const { width, height, data } = photo;
  if (width !== FILMED.width || height !== FILMED.height)
    throw new RangeError(
      `a photo of ${width}×${height} pixels cannot be filmed: ${FILMED.width}×${FILMED.height} can`,
    );
  if (frames > MOST_FRAMES) throw new RangeError(`${frames} frames are more than ${MOST_FRAMES}`);
  const below = 3 * width;
  const placeOf = (x: number, y: number) => {
    const px = FINER * (x + BEYOND) + 0.5;
    const py = FINER * (y + BEYOND) + 0.5;
    const [left, top] = [Math.floor(px), Math.floor(py)];
    return { at: 3 * (top * width + left), u: px - left, v: py - top };
  };
  const colourAt = ({ at, u, v }: ReturnType<typeof placeOf>) =>
    (1 - v) * ((1 - u) * data[at]! + u * data[at + 3]!) +
    v * ((1 - u) * data[at + below]! + u * data[at + below + 3]!);
  return Array.from({ length: frames }, (_, t) => {
    const place = move(t);
    const seen = new Uint8ClampedArray(3 * SIZE.width * SIZE.height);
    for (let y = 0, i = 0; y < SIZE.height; y++)
      for (let x = 0; x < SIZE.width; x++) {
        const parts = PARTS.map(([dx, dy]) => placeOf(...place(x + dx, y + dy)));
        for (let c = 0; c < 3; c++, i++) {
          let colour = 0;
          for (const part of parts) {
            colour += colourAt(part) / 4;
            part.at++; // to the next channel
          }
          seen[i] = colour + noise * grain(x + APART * (t + 1), y, c);
        }
      }
    return { ...SIZE, data: new Uint8Array(seen.buffer) };
  });
}
