import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import sharp from 'sharp';
import { expect, test } from 'vitest';
import { temporaryFolder } from '../../test/atelier.ts';
import { describePhotos } from './describe.ts';

test('the photos of a folder are shown side by side, and the page between them', async () => {
  const folder = join(temporaryFolder(), 'photos');
  await mkdir(folder);
  for (const name of ['a', 'b'])
    await sharp({ create: { width: 300, height: 200, channels: 3, background: '#a52' } }).toFile(
      join(folder, `${name}.png`),
    );
  const { photos, licences, preview } = await describePhotos(folder, () => 'CC0');
  expect({ photos, licences }).toEqual({ photos: 2, licences: [{ licence: 'CC0', photos: 2 }] });
  const { data, info } = await sharp(preview!).raw().toBuffer({ resolveWithObject: true });
  expect([info.width, info.height, info.channels]).toEqual([294, 144, 4]);
  const opacity = (x: number) => data[(72 * info.width + x) * 4 + 3];
  expect([72, 147, 222].map(opacity)).toEqual([255, 0, 255]);
});
