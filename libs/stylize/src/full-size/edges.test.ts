import { expect, it } from 'vitest';
import { type Rgb } from '../rgb.ts';
import { edgeContrast, fringe, overshoot, profile } from './edges.ts';

/** Rows that are all alike. */
const columns = (...values: number[]): Rgb => ({
  width: values.length,
  height: 10,
  data: Uint8Array.from({ length: 30 * values.length }, (_, i) => values[Math.floor(i / 3) % values.length]!),
});
const step = (width: number, at: number): number[] =>
  Array.from({ length: width }, (_, x) => (x < at ? 50 : 150));

it('the contrast of edges is the painting’s gradient where the photo’s is greatest', () => {
  const photo = columns(...step(100, 60));
  expect(edgeContrast(photo, photo)).toBeCloseTo(50);
  // The same step over four pixels, and one that is somewhere else.
  const ramp = step(100, 58).map((value, x) => (x >= 58 && x < 62 ? 75 + 25 * (x - 58) : value));
  expect(edgeContrast(photo, columns(...ramp))).toBeCloseTo(25);
  expect(edgeContrast(photo, columns(...step(100, 20)))).toBe(0);
});

it('a halo is what goes beyond the small painting beside an edge, as wide as it is', () => {
  const small = columns(...step(40, 20));
  const full = step(160, 80);
  expect(Array.from(profile(columns(...full)).subarray(78, 82), Math.round)).toEqual([50, 50, 150, 150]);
  expect(overshoot(columns(...full), small, 80)).toBe(0);
  for (const x of [80, 81, 82, 83, 84]) full[x] = 170;
  expect(overshoot(columns(...full), small, 80)).toBe(5);
  for (const x of [77, 78, 79]) full[x] = 45;
  expect(overshoot(columns(...full), small, 80)).toBe(8);
  // What the small painting has itself is no halo.
  expect(
    overshoot(columns(...full), columns(...step(40, 20).map((v, x) => (x === 20 ? 170 : v))), 80, 6),
  ).toBe(0);
});

it('a fringe reaches from an edge to where the painting is what it is far away', () => {
  const values = step(400, 200);
  expect(fringe(columns(...values), 200)).toEqual({ width: 0, levels: 0 });
  for (let x = 200; x < 222; x++) values[x] = 190; // 22 pixels of a lighter seam
  for (let x = 190; x < 200; x++) values[x] = 45; // too little to be seen
  const { width, levels } = fringe(columns(...values), 200);
  expect(width).toBe(22);
  expect(levels).toBeCloseTo(40);
  // What a painting has everywhere, strokes for example, is none.
  const waves = values.map((_, x) => (x < 200 ? 50 : 150 + 20 * Math.sin(x)));
  expect(fringe(columns(...waves), 200).width).toBe(0);
});
