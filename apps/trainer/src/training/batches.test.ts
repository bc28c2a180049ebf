import { expect, test } from 'vitest';
import { temporaryFolder } from '../../test/atelier.ts';
import { expectAlike, hiddenColours } from '../../test/hidden-colours.ts';
import { Batches, photoCache } from './batches.ts';

const GB = 1024 ** 3;

test('decoded photos take an eighth of the memory, however many threads hold them, and a gigabyte each at most', () => {
  expect(photoCache(24 * GB, 1)).toBe(GB);
  expect(photoCache(4 * GB, 1)).toBe(GB / 2);
  expect(2 * photoCache(4 * GB, 2)).toBe(GB / 2);
});

test('what is hidden under transparency does not reach the crops, which are as on white', async () => {
  const crops: Float32Array[] = [];
  for (const path of await hiddenColours(temporaryFolder())) {
    const settings = { batch: 2, size: 64, photoScale: 1, seed: 1, photoOrder: 'drawn' } as const;
    const batches = new Batches({ ...settings, photos: [path] }, 1);
    crops.push(await batches.get(1));
    await batches.close();
  }
  expectAlike(crops);
});
