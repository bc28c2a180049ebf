import { expect, test } from 'vitest';
import { PhotoOrder } from './photo-order.ts';

test.each([1, 2, 7, 8, 9, 1000])('every one of %d photos is seen once an epoch', (count) => {
  const order = new PhotoOrder(count, 3);
  for (let epoch = 0; epoch < 3; epoch++) {
    const seen = Array.from({ length: count }, (_, k) => order.at(epoch * count + k));
    expect(new Set(seen).size).toBe(count);
    expect(Math.max(...seen)).toBe(count - 1);
  }
});

test('epochs and seeds have orders of their own; whoever begins in the middle sees what comes there', () => {
  const [first, again, other] = [new PhotoOrder(100, 1), new PhotoOrder(100, 1), new PhotoOrder(100, 2)];
  const epoch = (order: PhotoOrder, k: number) =>
    Array.from({ length: 100 }, (_, i) => order.at(100 * k + i));
  const second = epoch(again, 1);
  expect(epoch(first, 0)).not.toEqual(epoch(other, 0));
  expect(epoch(first, 0)).not.toEqual(second);
  expect(epoch(first, 1)).toEqual(second);
  expect(first.at(137)).toBe(second[37]);
});

test('places are even: each photo comes first about as often as any other', () => {
  const firsts = new Map<number, number>();
  const order = new PhotoOrder(4, 1);
  for (let epoch = 0; epoch < 4000; epoch++) {
    const photo = order.at(4 * epoch);
    firsts.set(photo, (firsts.get(photo) ?? 0) + 1);
  }
  for (const count of firsts.values()) expect(Math.abs(count - 1000)).toBeLessThan(120);
});
