import { mean, standardDeviation, sampleCorrelation } from 'simple-statistics';
import { describe, expect, it } from 'vitest';
import { grain } from './grain.ts';

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
