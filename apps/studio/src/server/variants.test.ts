import sharp from 'sharp';
import { expect, test } from 'vitest';
import { keptVariant } from './variants.ts';

test('a picture is read and made smaller once for each width, also for two who ask at once', async () => {
  const bytes = await sharp({ create: { width: 800, height: 40, channels: 3, background: '#a52' } })
    .png()
    .toBuffer();
  const asked: number[] = [];
  const shown = async (hash: string, width: number, found = true) => {
    const made = await keptVariant(hash, width, () => {
      asked.push(width);
      return Promise.resolve(found ? { bytes } : null);
    });
    return made && { mime: made.mime, width: (await sharp(made.bytes).metadata()).width };
  };
  expect(await shown('other', 320, false)).toBeNull();
  expect(await shown('one', 320)).toEqual({ mime: 'image/webp', width: 320 });
  expect(await shown('one', 320)).toEqual({ mime: 'image/webp', width: 320 });
  expect(await shown('one', 640)).toEqual({ mime: 'image/webp', width: 640 });
  expect(await shown('other', 320)).toEqual({ mime: 'image/webp', width: 320 });
  expect(asked).toEqual([320, 320, 640, 320]);
  expect(await Promise.all([shown('two', 320), shown('two', 320)])).toEqual(
    Array(2).fill({ mime: 'image/webp', width: 320 }),
  );
  expect(asked.slice(4), 'asked for twice at once').toEqual([320]);
});
