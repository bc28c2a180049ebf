import type { Field } from './distance.ts';
import type { Content } from './drawn.ts';
import { randomNumbers } from './random.ts';

/**
 * A window onto a picture, where none is given: clouds of noise in several sizes, lighter towards the middle of the letters, so
 * that a network finds something to paint and the letters' form shows in it.
 * @param distance signed, see `signedDistance`
 * @param size pixels of an em
 */
export function filledContent(distance: Field, size: number, seed: number): Content {
  const { width, height, data } = distance;
  const octaves = [1, 2, 4].map((k) => ({ cell: size / (2 * k), weight: 1 / k, values: lattice(seed + k) }));
  const deepest = data.reduce((most, value) => Math.max(most, value), 1);
  const content = new Uint8ClampedArray(width * height * 3);
  for (const [k, depth] of data.entries()) {
    const [x, y] = [k % width, Math.floor(k / width)];
    const form = 0.3 * Math.max(-0.5, Math.min(1, depth / deepest));
    for (let channel = 0; channel < 3; channel++) {
      let cloud = 0;
      for (const { cell, weight, values } of octaves)
        cloud += (weight / 1.75) * smooth(values, x / cell + 7 * channel, y / cell);
      content[3 * k + channel] = 255 * (0.4 + 1.5 * (cloud - 0.5) + form);
    }
  }
  return { width, height, data: new Uint8Array(content.buffer) };
}

const SIDE = 64;
const lattice = (seed: number) => {
  const random = randomNumbers(seed);
  return Float32Array.from({ length: SIDE * SIDE }, random);
};

/** Between the lattice's four nearest values, with a slope that is smooth too. */
function smooth(values: Float32Array, x: number, y: number): number {
  const [left, top] = [Math.floor(x), Math.floor(y)];
  const ease = (t: number) => t * t * (3 - 2 * t);
  const [across, down] = [ease(x - left), ease(y - top)];
  const at = (i: number, j: number) => values[((((top + j) % SIDE) + SIDE) % SIDE) * SIDE + ((((left + i) % SIDE) + SIDE) % SIDE)]!; // prettier-ignore
  const mix = (a: number, b: number, t: number) => a + (b - a) * t;
  return mix(mix(at(0, 0), at(1, 0), across), mix(at(0, 1), at(1, 1), across), down);
}
