import { expect, test } from 'vitest';
import { smoothed } from './smoothing.ts';

test('weight 0 leaves the values, a constant stays constant at any weight', () => {
  expect(smoothed([3, 1, 4], 0)).toEqual([3, 1, 4]);
  for (const value of smoothed([7, 7, 7, 7], 0.9)) expect(value).toBeCloseTo(7, 12);
});

test('the second value is the weighted mean of two', () => {
  // (0.5·0.5·2 + 0.5·4) / (1 − 0.5²)
  expect(smoothed([2, 4], 0.5)[1]).toBeCloseTo(2.5 / 0.75, 12);
});
