import { expect, it } from 'vitest';
import type { Picture } from '../picture.ts';
import { meanDarks, paintedDarks, styleDarks } from './darks.ts';
import { weave } from './weave.ts';

const [width, height] = [160, 96];
const picture = (of: (x: number, y: number) => number): Picture => ({
  width,
  height,
  data: Float32Array.from({ length: width * height * 3 }, (_, i) =>
    of(Math.floor(i / 3) % width, Math.floor(i / 3 / width)),
  ),
});
let state = 1;
const noise = () => (state = (Math.imul(state, 1664525) + 1013904223) >>> 0) / 2 ** 32;
/** Smooth on the right half. */
const photo = picture((x) => (x < 80 ? noise() : 0.5));

it('sees a weave where the photo is smooth, in any direction, and only there', () => {
  const stripes = (dx: number, dy: number) => (x: number, y: number) => 0.5 + 0.2 * Math.sin(dx * x + dy * y);
  for (const [dx, dy] of [
    [1, 0],
    [0, 1],
    [0.7, 0.7],
    [0.5, 0.9],
  ] as const)
    // prettier-ignore
    expect(weave(photo, picture(stripes(dx, dy)))).toBeGreaterThan(0.9);
  expect(
    weave(
      photo,
      picture((x, y) => (x < 80 ? stripes(1, 0)(x, y) : 0.5)),
    ),
  ).toBe(0);
});

it('noise has little of it, and noise over a weave less than the weave alone', () => {
  const rough = weave(
    photo,
    picture(() => noise()),
  );
  expect(rough).toBeLessThan(0.2);
  const both = weave(
    photo,
    picture((x) => 0.5 + 0.1 * Math.sin(x) + 0.3 * (noise() - 0.5)),
  );
  expect(both).toBeGreaterThan(rough);
  expect(both).toBeLessThan(0.7);
});

it('finds what became of the flat dark patches, and how dark a style is', () => {
  const hat = picture((x, y) => (x < 32 && y < 32 ? 0.05 : 0.8));
  expect(paintedDarks(hat, hat)).toHaveLength(4);
  const hole = picture((x, y) => (x < 32 && y < 32 ? 0.4 + 0.1 * (x % 2) : 0.8));
  const { lightness, deviation } = meanDarks(paintedDarks(hat, hole));
  expect(lightness).toBeCloseTo(0.45, 5);
  expect(deviation).toBeCloseTo(0.05, 5);
  expect(
    paintedDarks(
      picture(() => 0.5),
      hat,
    ),
  ).toEqual([]);
  // A tenth of the picture is black: of the darkest quarter of 60 patches (15), 6 are.
  const style = picture((x, y) => (x < 48 && y < 32 ? 0 : 0.5));
  expect(styleDarks(style).lightness).toBeCloseTo((9 * 0.5) / 15, 5);
});
