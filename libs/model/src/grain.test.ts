import { mean, standardDeviation, sampleCorrelation } from 'simple-statistics';
import { describe, expect, it } from 'vitest';
import { grain, mottle } from './grain.ts';

const square = (top: number, left: number, channel = 0) =>
  Array.from({ length: 200 ** 2 }, (_, i) => grain(left + (i % 200), top + Math.floor(i / 200), channel));

describe('the grain', () => {
  it('has mean 0 and deviation 1', () => {
    const values = square(0, 0);
    expect(mean(values)).toBeCloseTo(0, 1);
    expect(standardDeviation(values)).toBeCloseTo(1, 1);
  });

  it('is the same at the same place, and has nothing to do with that of places beside it or of other channels', () => {
    expect(square(40, 7)).toEqual(square(40, 7));
    for (const other of [square(40, 8), square(41, 7), square(41, 8), square(40, 263), square(40, 7, 1)])
      expect(Math.abs(sampleCorrelation(square(40, 7), other))).toBeLessThan(0.03);
  });
});

describe('the mottle', () => {
  const rows = (count: number, width: number) => Array.from({ length: count }, (_, y) => mottle(y, width));

  it('has mean 0 and deviation 1', () => {
    const values = rows(1500, 1500).flatMap((row) => [...row].filter((_, x) => x % 5 === 0));
    expect(Math.abs(mean(values))).toBeLessThan(0.15); // a lattice of 96 pixels has some 250 points there
    expect(standardDeviation(values)).toBeCloseTo(1, 1);
  });

  it('is smooth: from pixel to pixel it changes by little, along both axes', () => {
    const field = rows(300, 300);
    let widest = 0;
    for (let y = 1; y < 300; y++)
      for (let x = 1; x < 300; x++)
        for (const beside of [field[y]![x - 1]!, field[y - 1]![x]!])
          widest = Math.max(widest, Math.abs(field[y]![x]! - beside));
    expect(widest).toBeLessThan(0.4);
    expect(widest).toBeGreaterThan(0.05);
  });

  it('is the same at the same place, from whichever column a row begins', () => {
    const [whole, part] = [mottle(77, 400), mottle(77, 150, 231)];
    expect([...part]).toEqual([...whole.slice(231, 381)]);
  });
});
