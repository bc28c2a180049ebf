import sharp from 'sharp';
import { expect, test } from 'vitest';
import { temporaryFolder } from '../../test/atelier.ts';
import { expectAlike, hiddenColours } from '../../test/hidden-colours.ts';
import { readStyle } from './run.ts';

const strip = (width: number, height: number) =>
  sharp({ create: { width, height, channels: 3, background: '#964' } })
    .png()
    .toBuffer();

test.each([
  [300, 9000, 2048, [2048, 4096]],
  [9000, 300, 2048, [4096, 2048]],
  [300, 9000, 384, [384, 11_520]],
  [200, 400, 2048, [2048, 4096]],
])('a style picture of %i×%i, short side %i: no more than fits into memory', async (w, h, size, sides) => {
  const { width, height } = await readStyle(await strip(w, h), size);
  expect([width, height]).toEqual(sides);
});

test('what is hidden under transparency does not reach a style picture, which is as on white', async () => {
  const paths = await hiddenColours(temporaryFolder());
  expectAlike(await Promise.all(paths.map((path) => readStyle(path, 64))));
});
