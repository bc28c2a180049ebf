import { expect, test } from 'vitest';
import { fitLine } from './line.ts';

test('points on a line give that line', () => {
  const { intercept, slope, residuals } = fitLine([1, 2, 5].map((x) => ({ x, y: 3 - 2 * x })));
  expect(intercept).toBeCloseTo(3, 12);
  expect(slope).toBeCloseTo(-2, 12);
  for (const residual of residuals) expect(residual).toBeCloseTo(0, 12);
});

test('others give the line of least squares', () => {
  // By hand: means 1 and 2; Σ(x − 1)(y − 2) = 3, Σ(x − 1)² = 2.
  const { intercept, slope, residuals } = fitLine([
    { x: 0, y: 1 },
    { x: 1, y: 1 },
    { x: 2, y: 4 },
  ]);
  expect(slope).toBeCloseTo(1.5, 12);
  expect(intercept).toBeCloseTo(0.5, 12);
  expect(residuals.map((residual) => Number(residual.toFixed(12)))).toEqual([0.5, -1, 0.5]);
});
