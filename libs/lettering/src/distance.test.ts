import { expect, test } from 'vitest';
import { blurred, signedDistance } from './distance.ts';
import { randomNumbers } from './random.ts';

/** Blobs by chance: the same each time. */
function shape(width: number, height: number): Float32Array {
  const random = randomNumbers(7);
  return Float32Array.from({ length: width * height }, () => (random() < 0.3 ? 1 : 0));
}

test('distances are those that looking at every pixel finds', () => {
  const [width, height] = [23, 17];
  const data = shape(width, height);
  const { data: distances } = signedDistance({ width, height, data });
  for (const [k, inside] of data.entries()) {
    let nearest = Infinity;
    for (const [other, value] of data.entries())
      if (value !== inside)
        nearest = Math.min(
          nearest,
          Math.hypot((k % width) - (other % width), Math.floor(k / width) - Math.floor(other / width)),
        );
    expect(distances[k]).toBeCloseTo(inside ? nearest - 0.5 : 0.5 - nearest, 4);
  }
});

test('a blur keeps what is even, and the mean of what is not near the border', () => {
  const even = blurred({ width: 9, height: 7, data: new Float32Array(63).fill(0.4) }, 3);
  for (const value of even.data) expect(value).toBeCloseTo(0.4, 5);
  const dot = new Float32Array(21 * 21);
  dot[10 * 21 + 10] = 1;
  const spread = blurred({ width: 21, height: 21, data: dot }, 2).data;
  expect(spread.reduce((sum, value) => sum + value, 0)).toBeCloseTo(1, 4);
  expect(spread[10 * 21 + 8]).toBeCloseTo(spread[8 * 21 + 10]!, 6);
});
