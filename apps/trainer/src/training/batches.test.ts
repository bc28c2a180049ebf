import { expect, test } from 'vitest';
import { photoCache } from './batches.ts';

const GB = 1024 ** 3;

test('decoded photos take an eighth of the memory, however many threads hold them, and a gigabyte each at most', () => {
  expect(photoCache(24 * GB, 1)).toBe(GB);
  expect(photoCache(4 * GB, 1)).toBe(GB / 2);
  expect(2 * photoCache(4 * GB, 2)).toBe(GB / 2);
});
