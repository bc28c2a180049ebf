import { expect, test } from 'vitest';
import { cutOut } from './cut.ts';
import { signedDistance } from './distance.ts';
import { randomNumbers } from './random.ts';

test('the edge is the painting’s, but no hairline is broken by it', () => {
  const [width, height, size] = [200, 120, 200];
  // A broad stroke, and below it one of two pixels.
  const inside = (y: number) => (y >= 30 && y < 70) || y === 90 || y === 91;
  const mask = { width, height, data: Float32Array.from({ length: width * height }, (_, k) => Number(inside(Math.floor(k / width)))) }; // prettier-ignore
  const random = randomNumbers(1);
  const data = Uint8Array.from({ length: 3 * width * height }, () => 255 * random());
  const alpha = cutOut({ width, height, data }, signedDistance(mask), size);
  const row = (y: number) => [...alpha.subarray(y * width, (y + 1) * width)];
  for (const y of [90, 91]) expect(Math.min(...row(y))).toBeGreaterThan(127);
  expect(Math.min(...row(50))).toBe(255);
  // Along the broad stroke's edge the paint stands over it here and keeps away from it there.
  expect(Math.max(...row(29))).toBeGreaterThan(200);
  expect(Math.min(...row(30))).toBeLessThan(60);
});
