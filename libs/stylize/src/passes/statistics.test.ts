import { expect, it } from 'vitest';
import { Statistics } from './statistics.ts';

it('puts mean and variance together from bands without cancellation', () => {
  // Variance 1 beside a mean of 10⁴: the difference of the mean square and the squared mean would lose it in float32.
  const values = Array.from({ length: 999 }, (_, i) => 1e4 + Math.sqrt(1.5) * ((i % 3) - 1));
  const statistics = new Statistics();
  for (let from = 0; from < values.length; from += 100) {
    const band = values.slice(from, from + 100);
    const mean = band.reduce((sum, value) => sum + value, 0) / band.length;
    const squares = band.reduce((sum, value) => sum + (value - mean) ** 2, 0);
    statistics.add(band.length, Float32Array.of(mean, -mean), Float32Array.of(squares, 4 * squares));
  }
  const { mean, variance } = statistics.result();
  expect(mean[0]).toBeCloseTo(1e4, 2);
  expect(mean[1]).toBeCloseTo(-1e4, 2);
  expect(variance[0]).toBeCloseTo(1, 4);
  expect(variance[1]).toBeCloseTo(4, 3);
});
