import { type Rgb } from '../rgb.ts';
import { interpolated } from './interpolated.ts';
import { type Motion } from './motion.ts';

/** Lanczos' kernel, three pixels to either side: what is carried from frame to frame must not become much softer with each. */
const REACH = 3;
const TAPS = 2 * REACH;
/** Places between two pixels for which weights are kept. */
const PLACES = 256;

const lanczos = (d: number) =>
  d === 0 ? 1 : (REACH * Math.sin(Math.PI * d) * Math.sin((Math.PI * d) / REACH)) / (Math.PI * d) ** 2;

/** The weights of the pixels −2…3 around each place; those of a place add up to 1. */
const weights = Float32Array.from({ length: TAPS * (PLACES + 1) }, (_, i) =>
  lanczos(Math.floor(i / TAPS) / PLACES - (i % TAPS) + REACH - 1),
);
for (let at = 0; at < weights.length; at += TAPS) {
  const place = weights.subarray(at, at + TAPS);
  const sum = place.reduce((total, weight) => total + weight, 0);
  for (let t = 0; t < TAPS; t++) place[t]! /= sum;
}

/** A picture as it looks after a motion, which may be given at a smaller size; what comes from beyond its sides shows them. */
export function carry(picture: Rgb, motion: Motion): Rgb {
  const { width, height, data } = picture;
  const [right, down] = [new Float32Array(width), new Float32Array(width)];
  const rightAt = interpolated(motion.right, motion, picture);
  const downAt = interpolated(motion.down, motion, picture);
  const [scaleX, scaleY] = [width / motion.width, height / motion.height];
  const within = (i: number, side: number) => Math.min(side - 1, Math.max(0, i));
  const carried = new Uint8ClampedArray(data.length);
  const columns = new Int32Array(TAPS);
  for (let y = 0, to = 0; y < height; y++) {
    rightAt(y, right);
    downAt(y, down);
    for (let x = 0; x < width; x++, to += 3) {
      const px = within(x + scaleX * right[x]!, width);
      const py = within(y + scaleY * down[x]!, height);
      const [left, top] = [Math.floor(px), Math.floor(py)];
      const across = TAPS * Math.round(PLACES * (px - left));
      const along = TAPS * Math.round(PLACES * (py - top));
      if (across === 0 && along === 0) {
        const at = 3 * (top * width + left);
        for (let c = 0; c < 3; c++) carried[to + c] = data[at + c]!;
        continue;
      }
      for (let t = 0; t < TAPS; t++) columns[t] = 3 * within(left + t - REACH + 1, width);
      let [red, green, blue] = [0, 0, 0];
      for (let j = 0; j < TAPS; j++) {
        const line = 3 * width * within(top + j - REACH + 1, height);
        const weight = weights[along + j]!;
        for (let t = 0; t < TAPS; t++) {
          const share = weight * weights[across + t]!;
          const at = line + columns[t]!;
          red += share * data[at]!;
          green += share * data[at + 1]!;
          blue += share * data[at + 2]!;
        }
      }
      carried[to] = red;
      carried[to + 1] = green;
      carried[to + 2] = blue;
    }
  }
  return { width, height, data: new Uint8Array(carried.buffer) };
}
