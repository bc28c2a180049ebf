import { expect, it } from 'vitest';
import { difference, picture } from '../../test/networks.ts';
import { enlarge } from './enlarge.ts';
import { type Rgb } from '../rgb.ts';
import { shrink } from './shrink.ts';

const grey = (width: number, ...values: number[]): Rgb => ({
  width,
  height: values.length / width,
  data: Uint8Array.from(values.flatMap((value) => [value, value, value])),
});

it('a smaller picture has the means of the areas that its pixels cover', () => {
  expect(shrink(grey(4, 10, 20, 30, 50, 30, 40, 50, 70), { width: 2, height: 1 })).toEqual(grey(2, 25, 50));
  expect(shrink(grey(3, 30, 60, 90), { width: 2, height: 1 })).toEqual(grey(2, 40, 80));
  expect(shrink(grey(1, 30, 60, 90), { width: 1, height: 2 })).toEqual(grey(1, 40, 80));
});

it('a size of its own is the picture itself', () => {
  const own = picture(9, 7, 1);
  expect([shrink(own, own), enlarge(own, own)]).toEqual([own, own]);
});

it('a larger picture keeps straight slopes, plain areas and, made small again, what it shows', () => {
  expect(enlarge(grey(2, 9, 9, 9, 9), { width: 5, height: 3 }).data).toEqual(
    grey(5, ...Array<number>(15).fill(9)).data,
  );
  const slope = enlarge(grey(6, 10, 50, 90, 130, 170, 210), { width: 12, height: 1 });
  expect([...slope.data.filter((_, i) => i % 3 === 0)].slice(4, 8)).toEqual([80, 100, 120, 140]);
  const smooth = shrink(picture(120, 90, 3), { width: 30, height: 20 });
  const { mean } = difference(shrink(enlarge(smooth, { width: 120, height: 80 }), smooth), smooth);
  expect(mean).toBeLessThan(2.5);
});
