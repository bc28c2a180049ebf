import { expect, test } from 'vitest';
import { mixInto, toOklab } from './oklab.ts';

const rgba = (...colours: number[][]) =>
  Uint8ClampedArray.from(colours.flatMap(([r, g, b]) => [r!, g!, b!, 255]));
const mixed = (a: Uint8ClampedArray, b: Uint8ClampedArray, share: number) => {
  const result = new Uint8ClampedArray(a);
  mixInto(result, toOklab(a), toOklab(b), share);
  return [...result];
};

test('white, red, green and blue are where the definition has them', () => {
  const lab = toOklab(rgba([255, 255, 255], [255, 0, 0], [0, 255, 0], [0, 0, 255]));
  const expected = [1, 0, 0, 0.628, 0.2249, 0.1258, 0.8664, -0.2339, 0.1795, 0.452, -0.0325, -0.3115];
  expected.forEach((value, i) => expect(lab[i]).toBeCloseTo(value, 3));
});

test('all of one is that one, to the last value; half-way between black and white looks half-way', () => {
  const all = rgba(...Array.from({ length: 256 }, (_, i) => [i, 255 - i, (i * 7) % 256]));
  const other = rgba(...Array.from({ length: 256 }, (_, i) => [(i * 3) % 256, i, i]));
  expect(mixed(all, other, 0)).toEqual([...all]);
  expect(mixed(all, other, 1)).toEqual([...other]);
  // L = 0.5 is an eighth of the light: 99 of 255 in sRGB.
  expect(mixed(rgba([0, 0, 0]), rgba([255, 255, 255]), 0.5)).toEqual([99, 99, 99, 255]);
});
