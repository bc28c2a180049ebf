import { expect, it } from 'vitest';
import { edgeShare, localLimits, withinLimits } from './local-limits.ts';

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

it('the limits are halfway between the extremes around and the two sides of a contour, with their grain', () => {
  // Two sides, 40 and 200, with a grain of 20 on one pixel of each.
  const greys = [40, 40, 200, 40, 20, 200, 40, 40, 220];
  const data = Uint8Array.from(greys.flatMap((grey) => [grey, grey, grey]));
  const limits = localLimits({ width: 3, height: 3, data });
  const [dark, light] = [(5 * 40 + 20) / 6, (2 * 200 + 220) / 3];
  for (let c = 0; c < 3; c++) {
    expect(limits[6 * 4 + 2 * c]).toBeCloseTo((20 + dark) / 2, 4);
    expect(limits[6 * 4 + 2 * c + 1]).toBeCloseTo((220 + light) / 2, 4);
  }
  const plain = localLimits({ width: 2, height: 2, data: new Uint8Array(12).fill(7) });
  expect([...plain]).toEqual(Array(24).fill(7));
});
