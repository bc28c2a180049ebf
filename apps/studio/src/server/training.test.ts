import { EVERYBODY, getStyle, Hold, listRuns, listStyles, readImage, sha256 } from '@atelier/db';
import { jobOf, useFreshDatabase } from '@atelier/db/test';
import { trainingConfig } from '@atelier/model/config';
import { expect, test } from 'vitest';
import { trainedOn } from './datasets.ts';
import { startNewStyle } from './training.ts';

useFreshDatabase();

const picture = { bytes: Buffer.from('dunes'), mime: 'image/png', width: 40, height: 40 };
const order = (photoFolder: string | null) => ({
  ...{ title: 'Dunes', artist: undefined, year: undefined, licence: undefined, trainedBy: undefined },
  ...{ config: trainingConfig({ iterations: 10 }), photoFolder, crop: null },
});

test('a style whose first run is refused is not made, nor is its picture kept; with a run both are', async () => {
  // No text of PostgreSQL's holds this character.
  await expect(startNewStyle(null, picture, order('\0'))).rejects.toThrow();
  expect(await listStyles(null)).toEqual([]);
  expect(await readImage(sha256(picture.bytes), EVERYBODY)).toBeNull();
  const { style } = await startNewStyle(null, picture, order(null));
  expect((await listStyles(null)).map(({ id }) => id)).toEqual([style.id]);
});

test('a style is trained again on the photos of its published network, where they are still there', async () => {
  const file = { ...picture, bytes: Buffer.from('more dunes') };
  const { id, style } = await startNewStyle(null, file, order('deserts'));
  const folders = ['coasts', 'deserts'].map((name) => ({ name, photos: 12 }));
  const folder = async (of = folders) =>
    trainedOn((await getStyle(style.slug, null))!, await listRuns(null), of);
  expect(await folder()).toBe('');
  const hold = (await Hold.take(id, await jobOf(id), 'worker'))!;
  await hold.saveCheckpoint({ iteration: 10, bytes: Buffer.from('weights'), config: {} });
  await hold.finish(10);
  expect(await folder()).toBe('deserts');
  expect(await folder([{ name: 'coasts', photos: 12 }])).toBe('');
});
