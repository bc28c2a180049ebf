import { readdirSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import type { Rgb } from '@atelier/stylize';
import { temporaryFolder } from '../../test/atelier.ts';
import { UsageError } from '../errors.ts';
import { photoFacts, readPhoto, writePhoto } from './photo.ts';

const photos = join(import.meta.dirname, '../../test/photos');
const at = ({ data, width }: Rgb, x: number, y: number) =>
  Array.from(data.subarray(3 * (y * width + x)).slice(0, 3));

/** The test pictures: red on the left, blue on the right, green above. */
const corners = { red: [6, 30], blue: [42, 30], green: [24, 4] } as const;
const colours = { red: [200, 30, 30], blue: [30, 30, 200], green: [30, 160, 30] };

test.each(['plain.png', 'plain.webp', 'plain.tif', 'turned.jpg', 'palette.png', 'animation.gif', 'cmyk.jpg'])(
  '%s is read upright in sRGB',
  async (name) => {
    const photo = await readPhoto(join(photos, name));
    expect(photo).toMatchObject({ width: 48, height: 36 });
    expect(photo.data).toHaveLength(48 * 36 * 3);
    expect(photo.alpha).toBeUndefined();
    const tolerance = name === 'cmyk.jpg' ? 100 : 4; // without a profile, CMYK has no exact colours
    for (const [colour, [x, y]] of Object.entries(corners))
      at(photo, x, y).forEach((value, channel) => {
        const expected = colours[colour as keyof typeof colours][channel]!;
        expect(Math.abs(value - expected), `${colour} ${value} ${expected}`).toBeLessThanOrEqual(tolerance);
      });
  },
);

test.each(['grey.jpg', 'grey16.png', 'grey-alpha.png'])('%s becomes grey RGB', async (name) => {
  const photo = await readPhoto(join(photos, name));
  const [r, g, b] = at(photo, 6, 4);
  expect([g, b]).toEqual([r, r]);
  expect(Math.abs(r! - 106)).toBeLessThanOrEqual(2); // the luma of the green
});

test('alpha is kept apart, colours as they are', async () => {
  for (const name of ['alpha.png', 'grey-alpha.png']) {
    const { alpha, width } = await readPhoto(join(photos, name));
    expect([alpha![10 * width], alpha![30 * width]]).toEqual([255, 51]);
  }
  expect(at(await readPhoto(join(photos, 'alpha.png')), 6, 30)).toEqual(colours.red);
});

test('the short side is scaled to the size that is asked for', async () => {
  expect(await readPhoto(join(photos, 'turned.jpg'), { size: 18 })).toMatchObject({ width: 24, height: 18 });
  const alpha = await readPhoto(join(photos, 'alpha.png'), { size: 72 });
  expect(alpha).toMatchObject({ width: 96, height: 72 });
  expect(alpha.alpha).toHaveLength(96 * 72);
});

test.each([
  ['nothing.jpg', 'no such file or folder'],
  ['text.jpg', 'not a picture that can be read'],
  ['empty.png', 'the file is empty'],
  ['truncated.jpg', 'the picture is damaged or cut short'],
  ['truncated.png', 'the picture is damaged or cut short'],
  ['drawing.svg', 'svg is not read'],
  ['bomb.png', '60000×60000 pixels are too many, at most 150 megapixels'],
  ['one-pixel.png', '1×1 pixels, but at least 32 a side are needed'],
])('%s is refused: %s', async (name, message) => {
  const path = join(photos, name);
  await expect(readPhoto(path, { least: 32 })).rejects.toThrow(UsageError);
  await expect(readPhoto(path, { least: 32 })).rejects.toThrow(`${path}: ${message}`);
});

test.each(['nothing.jpg', 'text.jpg', 'empty.png', 'drawing.svg', 'bomb.png'])(
  '%s: its facts are refused as reading it is, with its name',
  async (name) => {
    const path = join(photos, name);
    await expect(photoFacts(path)).rejects.toThrow(UsageError);
    await expect(photoFacts(path)).rejects.toThrow(`${path}: `);
  },
);

test('bytes are read like files, with a limit of pixels', async () => {
  const bytes = await readFile(join(photos, 'plain.png'));
  expect(await readPhoto(bytes)).toMatchObject({ width: 48, height: 36 });
  await expect(readPhoto(bytes, { maxPixels: 1000 })).rejects.toThrow(
    'the picture: 48×36 pixels are too many',
  );
});

test('pictures are written in the format of their extension', async () => {
  const folder = temporaryFolder();
  const photo = await readPhoto(join(photos, 'alpha.png'));
  for (const [name, start] of [
    ['a.png', '89504e47'],
    ['b.jpg', 'ffd8ff'],
    ['c.JPEG', 'ffd8ff'],
    ['new/d.webp', '52494646'],
  ] as const) {
    const path = join(folder, name);
    await writePhoto(photo, path);
    expect((await readFile(path)).toString('hex')).toMatch(new RegExp(`^${start}`));
    const back = await readPhoto(path);
    expect(back).toMatchObject({ width: 48, height: 36 });
    at(back, 42, 30).forEach((value, channel) => {
      // JPEG has no alpha: a fifth of the colour on white
      const expected =
        start === 'ffd8ff' ? 255 - 0.2 * (255 - colours.blue[channel]!) : colours.blue[channel]!;
      expect(Math.abs(value - expected), name).toBeLessThanOrEqual(6);
    });
    if (start === 'ffd8ff') expect(back.alpha).toBeUndefined();
    else expect(back.alpha).toEqual(photo.alpha);
  }
  expect(await readPhoto(join(folder, 'a.png'))).toEqual(photo);
  await expect(writePhoto(photo, join(folder, 'e.bmp'))).rejects.toThrow('pictures are written as .png');
  await expect(writePhoto(photo, join(folder, 'a.png/f.png'))).rejects.toThrow(
    'a file stands where its folder should be',
  );
  expect(readdirSync(folder).sort()).toEqual(['a.png', 'b.jpg', 'c.JPEG', 'new']);
});
