import { EVERYBODY, listStyles, readImage, sha256 } from '@atelier/db';
import { useFreshDatabase } from '@atelier/db/test';
import { trainingConfig } from '@atelier/model/config';
import { expect, test } from 'vitest';
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
