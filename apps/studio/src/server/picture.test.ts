import { readFile } from 'node:fs/promises';
import path from 'node:path';
import sharp from 'sharp';
import { describe, expect, test } from 'vitest';
import { crop, decode, encode, PictureRefused, take, variant } from './picture.ts';

const solid = (width: number, height: number) =>
  sharp({ create: { width, height, channels: 3, background: '#a52' } });

test('a long screenshot is shown: what is sent of it is no higher than a WebP can be', async () => {
  const bytes = await solid(80, 20_000).png().toBuffer();
  expect(await take(bytes)).toMatchObject({ width: 80, height: 20_000 });
  const { width, height } = await sharp(await variant(bytes, 80)).metadata();
  expect([width, height]).toEqual([66, 16_383]);
});

describe('a picture is taken', () => {
  test.each(['jpeg', 'png', 'webp', 'avif', 'gif'] as const)('as %s', async (format) => {
    const bytes = await solid(80, 50).toFormat(format).toBuffer();
    expect(await take(bytes)).toEqual({
      ...{ bytes, mime: `image/${format}`, width: 80, height: 50 },
      animated: false,
    });
  });

  test('with the sides that it shows after its EXIF orientation', async () => {
    const bytes = await solid(80, 50).jpeg().withMetadata({ orientation: 6 }).toBuffer();
    expect(await take(bytes)).toMatchObject({ width: 50, height: 80 });
    expect(await decode({ bytes }, 80)).toMatchObject({ width: 50, height: 80 });
  });
});

describe('a picture keeps its colours', () => {
  /** Red, and Display P3's numbers for it; sRGB's are [234, 51, 35]. */
  const red = Buffer.from([0xea, 0x33, 0x23]);

  const shown = async ({ bytes }: { bytes: Uint8Array }) => {
    const { data } = await decode({ bytes }, Infinity);
    return [...data.subarray(0, 3)].map((value, i) => Math.abs(value - red[i]!));
  };

  const wide = () =>
    sharp({ create: { width: 160, height: 120, channels: 3, background: '#ea3323' } }).withIccProfile('p3');

  test('as an iPhone takes it: HEIC with Display P3', async () => {
    const heic = await readFile(path.join(import.meta.dirname, '../../test/display-p3.heic'));
    const taken = await take(heic);
    expect(taken).toMatchObject({ mime: 'image/jpeg', width: 160, height: 120, animated: false });
    expect(Math.max(...(await shown(taken)))).toBeLessThan(6);
    const cut = await take(heic.subarray(0, 900)).catch((error: unknown) => error);
    expect(cut).toMatchObject({ reason: 'damaged' });
  });

  test.each(['png', 'jpeg', 'webp', 'avif'] as const)('of a wide-gamut %s', async (format) => {
    const taken = await take(await wide().toFormat(format, { quality: 98 }).toBuffer());
    expect(Math.max(...(await shown(taken)))).toBeLessThan(6);
    const web = await sharp(await variant(taken.bytes, 160))
      .raw()
      .toBuffer();
    expect(Math.abs(web[0]! - red[0]!)).toBeLessThan(6);
  });

  test('of an Ultra HDR JPEG, whose second picture says where it is brighter', async () => {
    const xmp = `<x:xmpmeta xmlns:x="adobe:ns:meta/"><rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#">
      <rdf:Description rdf:about="" xmlns:hdrgm="http://ns.adobe.com/hdr-gain-map/1.0/" hdrgm:Version="1.0"/></rdf:RDF></x:xmpmeta>`;
    const base = await wide().withXmp(xmp).jpeg({ quality: 98 }).toBuffer();
    const gain = await solid(40, 30).withXmp(xmp).jpeg().toBuffer();
    const taken = await take(Buffer.concat([base, gain]));
    expect(taken).toMatchObject({ mime: 'image/jpeg', width: 160, height: 120, animated: false });
    expect(Math.max(...(await shown(taken)))).toBeLessThan(6);
  });

  test('of a 16-bit PNG', async () => {
    const deep = await sharp({ create: { width: 40, height: 40, channels: 3, background: '#ea3323' } })
      .toColourspace('rgb16')
      .png()
      .toBuffer();
    expect(Math.max(...(await shown(await take(deep))))).toBeLessThan(3);
  });
});

test('one that moves is taken, and said to be still', async () => {
  const frames = Buffer.alloc(40 * 80 * 3, 200);
  frames.fill(20, 40 * 40 * 3);
  const raw = { width: 40, height: 80, channels: 3, pageHeight: 40 } as const;
  for (const format of ['gif', 'webp'] as const)
    expect(await take(await sharp(frames, { raw }).toFormat(format).toBuffer())).toMatchObject({
      width: 40,
      height: 40,
      animated: true,
    });
});

test('a variant is a WebP as wide as asked, or as the picture', async () => {
  const bytes = await solid(800, 600).png().toBuffer();
  expect(await sharp(await variant(bytes, 320)).metadata()).toMatchObject({
    format: 'webp',
    width: 320,
    height: 240,
  });
  expect(await sharp(await variant(bytes, 960)).metadata()).toMatchObject({ width: 800 });
});

test('grey, CMYK and 16 bits are painted as RGB', async () => {
  for (const bytes of [
    await solid(40, 40).greyscale().jpeg().toBuffer(),
    await solid(40, 40).toColourspace('cmyk').jpeg().toBuffer(),
    await solid(40, 40).toColourspace('rgb16').png().toBuffer(),
    await solid(40, 40).greyscale().ensureAlpha().png().toBuffer(),
  ]) {
    const { data, alpha } = await decode({ bytes }, 40);
    expect([data.length, alpha]).toEqual([40 * 40 * 3, undefined]);
  }
});

test('a painting keeps its size, and its colours within the loss of a JPEG', async () => {
  const rgb = await decode({ bytes: await solid(61, 47).png().toBuffer() }, 61);
  const file = await encode(rgb);
  expect(file.mime).toBe('image/jpeg');
  const back = await decode(file, 61);
  expect(back).toMatchObject({ width: 61, height: 47 });
  expect(Math.max(...back.data.map((value, i) => Math.abs(value - rgb.data[i]!)))).toBeLessThanOrEqual(3);
});

test('what is transparent stays so', async () => {
  const clear = { create: { width: 40, height: 40, channels: 4, background: { r: 200, g: 80, b: 0, alpha: 0.4 } } } as const; // prettier-ignore
  const picture = await decode({ bytes: await sharp(clear).png().toBuffer() }, 40);
  expect(picture.alpha).toEqual(new Uint8Array(1600).fill(102));
  const file = await encode(picture);
  expect(file.mime).toBe('image/png');
  expect(await decode(file, 40)).toEqual(picture);
});

test('a crop is taken from inside the picture only', async () => {
  const picture = {
    bytes: await solid(200, 100).png().toBuffer(),
    mime: 'image/png',
    width: 200,
    height: 100,
  };
  const part = await crop(picture, { x: 150, y: 20, width: 50, height: 40 });
  expect(await take(part.bytes)).toMatchObject({ mime: 'image/jpeg', width: 50, height: 40 });
  await expect(crop(picture, { x: 160, y: 20, width: 50, height: 40 })).rejects.toThrow(PictureRefused);
});

test('a picture is painted no larger than wished, but never with a side under 32 pixels', async () => {
  const decoded = async (width: number, height: number, longSide: number) => {
    const rgb = await decode({ bytes: await solid(width, height).png().toBuffer() }, longSide);
    return [rgb.width, rgb.height];
  };
  expect(await decoded(800, 600, 480)).toEqual([480, 360]);
  expect(await decoded(800, 600, Infinity)).toEqual([800, 600]);
  expect(await decoded(1600, 64, 480)).toEqual([800, 32]);
});
