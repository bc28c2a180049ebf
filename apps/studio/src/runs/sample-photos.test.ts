import { readdirSync } from 'node:fs';
import path from 'node:path';
import { expect, test } from 'vitest';
import { samplePhotos } from './sample-photos.ts';

test('they are those that a worker paints: the first of the photos kept out of training', () => {
  const folder = path.join(import.meta.dirname, '../../../../assets/photos/held-out');
  const first = readdirSync(folder).sort().slice(0, samplePhotos.length);
  expect(samplePhotos.map((address) => path.basename(new URL(address).pathname))).toEqual(first);
});
