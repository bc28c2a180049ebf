import { windowMeans } from '../full-size/window.ts';
import { type Size } from '../memory.ts';
import { type Rgb } from '../rgb.ts';
import { interpolated } from './interpolated.ts';
import { share } from './share.ts';

/** One value a pixel, 0..255, rows from the top. */
export interface Plane extends Size {
  data: Float32Array;
}

/** Where each pixel was in the picture before: so many pixels further right and down. */
export interface Motion extends Size {
  right: Float32Array;
  down: Float32Array;
}

/** Pixels each way that are taken to move as one. */
const AROUND = 5;
/** Of the least picture of the pyramid: within it, what moves moves by few pixels. */
const LEAST_SIDE = 16;
const STEPS = 2;
/** Pixels each way over which motion is evened out, after each step: strokes that it carries would wobble. */
const SMOOTH = 4;
/** What a gradient must have on average, squared, to tell where it has gone: plain parts go with what is around them. */
const PLAIN = 4;
/** Pixels beyond which a step is not believed. */
const FARTHEST = 2;
/** Pixels of motion that are none: noise moves things so far. */
const NONE = 0.08;
/** Levels beyond which a difference is of something else, and says no more. */
const STRANGE = 32;

/** How a picture came of the one before, both of one size. */
export function motion(before: Plane, now: Plane): Motion {
  const found = estimated(before, now);
  const { right, down } = found;
  for (let i = 0; i < right.length; i++) {
    const kept = share(Math.hypot(right[i]!, down[i]!), NONE, 2 * NONE);
    right[i]! *= kept;
    down[i]! *= kept;
  }
  return found;
}

/** By Lucas and Kanade (1981), on means of windows, in a pyramid from coarse to fine. */
function estimated(before: Plane, now: Plane): Motion {
  const { width, height } = now;
  const coarser =
    Math.min(width, height) >= 2 * LEAST_SIDE ? estimated(halved(before), halved(now)) : undefined;
  const found = {
    width,
    height,
    right: coarser ? doubled(coarser.right, coarser, now) : new Float32Array(width * height),
    down: coarser ? doubled(coarser.down, coarser, now) : new Float32Array(width * height),
  };
  const [across, along] = gradients(now);
  const product = (a: Float32Array, b: Float32Array) =>
    windowMeans(
      a.map((value, i) => value * b[i]!),
      now,
      AROUND,
    );
  const [xx, xy, yy] = [product(across, across), product(across, along), product(along, along)];
  for (let step = 0; step < STEPS; step++) {
    const error = differences(before, now, found);
    const [x, y] = [product(across, error), product(along, error)];
    for (let i = 0; i < error.length; i++) {
      const [a, b, d] = [xx[i]! + PLAIN, xy[i]!, yy[i]! + PLAIN];
      const determinant = a * d - b * b;
      found.right[i]! += limited((d * x[i]! - b * y[i]!) / determinant);
      found.down[i]! += limited((a * y[i]! - b * x[i]!) / determinant);
    }
    found.right = windowMeans(found.right, now, SMOOTH);
    found.down = windowMeans(found.down, now, SMOOTH);
  }
  return found;
}

export function brightness({ width, height, data }: Rgb): Plane {
  const plane = new Float32Array(width * height);
  for (let i = 0, at = 0; i < plane.length; i++, at += 3)
    plane[i] = (data[at]! + data[at + 1]! + data[at + 2]!) / 3;
  return { width, height, data: plane };
}

const limited = (step: number) => Math.min(FARTHEST, Math.max(-FARTHEST, step));

/** Of each pixel, what it has more than the one it is said to have been. */
function differences(before: Plane, now: Plane, { right, down }: Motion): Float32Array {
  const { width, height, data } = before;
  const result = new Float32Array(data.length);
  for (let y = 0, i = 0; y < height; y++)
    for (let x = 0; x < width; x++, i++) {
      const [px, py] = [x + right[i]!, y + down[i]!];
      // Of what was not in the picture, nothing is known.
      if (px < 0 || py < 0 || px > width - 1 || py > height - 1) continue;
      const [left, top] = [Math.floor(px), Math.floor(py)];
      const at = top * width + left;
      const [next, below] = [left + 1 < width ? 1 : 0, top + 1 < height ? width : 0];
      const [u, v] = [px - left, py - top];
      const above = data[at]! + u * (data[at + next]! - data[at]!);
      const under = data[at + below]! + u * (data[at + below + next]! - data[at + below]!);
      const error = now.data[i]! - above - v * (under - above);
      result[i] = Math.min(STRANGE, Math.max(-STRANGE, error));
    }
  return result;
}

/** How much the values rise from pixel to pixel, to the right and down. */
function gradients({ width, height, data }: Plane): [Float32Array, Float32Array] {
  const [across, along] = [new Float32Array(data.length), new Float32Array(data.length)];
  for (let y = 0, i = 0; y < height; y++)
    for (let x = 0; x < width; x++, i++) {
      if (x > 0 && x + 1 < width) across[i] = (data[i + 1]! - data[i - 1]!) / 2;
      if (y > 0 && y + 1 < height) along[i] = (data[i + width]! - data[i - width]!) / 2;
    }
  return [across, along];
}

function halved({ width, height, data }: Plane): Plane {
  const half = { width: width >> 1, height: height >> 1 };
  const result = new Float32Array(half.width * half.height);
  for (let y = 0, i = 0; y < half.height; y++)
    for (let x = 0, at = 2 * y * width; x < half.width; x++, i++, at += 2)
      result[i] = (data[at]! + data[at + 1]! + data[at + width]! + data[at + width + 1]!) / 4;
  return { ...half, data: result };
}

/** A motion's part at twice the size: twice as far. */
function doubled(part: Float32Array, small: Size, { width, height }: Size): Float32Array {
  const row = interpolated(part, small, { width, height });
  const result = new Float32Array(width * height);
  for (let y = 0; y < height; y++) row(y, result.subarray(y * width, (y + 1) * width));
  return result.map((value) => 2 * value);
}
