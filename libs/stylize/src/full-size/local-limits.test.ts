import { expect, it } from 'vitest';
import { edgeShare, withinLimits } from './local-limits.ts';

it('a contour becomes steeper and goes no further than its two sides', () => {
  const across = Array.from({ length: 21 }, (_, i) => withinLimits(40 + 8 * i, 50, 190, 1));
  expect(across[0]).toBe(50);
  expect(across.at(-1)).toBe(190);
  expect(across[10]).toBeCloseTo(120);
  for (const [i, value] of across.entries()) {
    expect(value).toBeGreaterThanOrEqual(across[Math.max(0, i - 1)]!);
    expect(value).toBeLessThanOrEqual(190);
  }
  // From 112 to 128 it was 16 levels: almost 2.25 times that, as limits so far apart are a contour's.
  expect(across[11]! - across[9]!).toBeGreaterThan(2 * 16);
});

it('what differs little around stays as it is, and within', () => {
  for (const value of [100.5, 102, 105, 107])
    expect(Math.abs(withinLimits(value, 100, 108, 1) - value)).toBeLessThan(0.05);
  expect(withinLimits(99, 100, 108, 1)).toBe(100);
  expect(withinLimits(109, 100, 108, 1)).toBe(108);
  expect(withinLimits(103, 100, 100, 1)).toBe(100);
});

it('strokes where the photo has no edge stay as they are', () => {
  expect(edgeShare(0, 0, 0)).toBe(0);
  expect(edgeShare(2, -3, 2)).toBeLessThan(0.02); // grain
  expect(edgeShare(0, -80, 10)).toBeGreaterThan(0.9);
  for (const value of [60, 90, 150]) expect(withinLimits(value, 50, 190, 0)).toBeCloseTo(value);
});
