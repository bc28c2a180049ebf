import { expect, test } from 'vitest';
import { cutOut } from './cut.ts';
import { blurred, signedDistance } from './distance.ts';
import { randomNumbers } from './random.ts';

test('the edge is the painting’s, but no hairline is broken by it', () => {
  const [width, height, size] = [200, 120, 200];
  // A broad stroke, and below it one of two pixels.
  const inside = (y: number) => (y >= 30 && y < 70) || y === 90 || y === 91;
  const mask = { width, height, data: Float32Array.from({ length: width * height }, (_, k) => Number(inside(Math.floor(k / width)))) }; // prettier-ignore
  const random = randomNumbers(1);
  const strokes = Float32Array.from({ length: width * height }, () => 255 * random());
  const painted = blurred({ width, height, data: strokes }, 3).data;
  const data = Uint8Array.from({ length: 3 * width * height }, (_, i) => painted[Math.floor(i / 3)]!);
  const alpha = cutOut({ width, height, data }, signedDistance(mask), size);
  const row = (y: number) => [...alpha.subarray(y * width, (y + 1) * width)];
  for (const y of [90, 91]) expect(Math.min(...row(y))).toBeGreaterThan(127);
  expect(Math.min(...row(50))).toBe(255);
  // Along the broad stroke's edge the paint stands over it here and keeps away from it there.
  expect(Math.max(...row(29))).toBeGreaterThan(200);
  expect(Math.min(...row(30))).toBeLessThan(60);
});

test('a fine painting, stones or a weave, leaves neither crumbs beside a letter nor holes in it', () => {
  const [width, height, size] = [240, 160, 200];
  const disc = (k: number) => Number(Math.hypot((k % width) - 120, Math.floor(k / width) - 80) < 50);
  const mask = { width, height, data: Float32Array.from({ length: width * height }, (_, k) => disc(k)) };
  const stone = (k: number) => ((k % width) % 6 < 2 || Math.floor(k / width) % 6 < 2 ? 30 : 220);
  const data = Uint8Array.from({ length: 3 * width * height }, (_, i) => stone(Math.floor(i / 3)));
  const alpha = cutOut({ width, height, data }, signedDistance(mask), size);
  expect(pieces(alpha, width, (value) => value >= 128)).toBe(1);
  expect(pieces(alpha, width, (value) => value < 128)).toBe(1);
});

/** How many pieces the pixels of this kind are in, which touch at their sides. */
function pieces(alpha: Uint8Array, width: number, kind: (value: number) => boolean): number {
  const left = new Set([...alpha.keys()].filter((k) => kind(alpha[k]!)));
  let count = 0;
  for (const first of left) {
    count++;
    for (const open = [first]; open.length > 0;) {
      const k = open.pop()!;
      if (left.delete(k)) open.push(k - 1, k + 1, k - width, k + width);
    }
  }
  return count;
}
