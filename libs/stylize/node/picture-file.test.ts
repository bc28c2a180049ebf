import { readFileSync } from 'node:fs';
import path from 'node:path';
import { crc32 } from 'node:zlib';
import sharp from 'sharp';
import { describe, expect, test } from 'vitest';
import { fromRgba, onWhite } from '../src/index.ts';
import { openPicture, PictureError, pictureKind } from './picture-file.ts';

const file = (name: string) => readFileSync(path.join(import.meta.dirname, '../test/pictures', name));
const limits = { maxPixels: 1e6 };

async function pixels(bytes: Uint8Array): Promise<{ data: Buffer; channels: number }> {
  const picture = await openPicture(bytes, limits);
  const { data, info } = await picture.read((pixels) =>
    pixels.raw({ depth: 'uchar' }).toBuffer({ resolveWithObject: true }),
  );
  return { data, channels: info.channels };
}

async function difference(a: Uint8Array, b: Uint8Array): Promise<number> {
  const [one, other] = [await pixels(a), await pixels(b)];
  expect(one.data.length).toBe(other.data.length);
  return one.data.reduce((most, value, i) => Math.max(most, Math.abs(value - other.data[i]!)), 0);
}

const refused = (bytes: Uint8Array) =>
  openPicture(bytes, limits)
    .then((picture) => picture.read((pixels) => pixels.raw().toBuffer()))
    .then(
      () => 'read',
      (error: unknown) => (error instanceof PictureError ? error.reason : error),
    );

/** The PNG with chunks behind its head. */
function withChunks(png: Buffer, chunks: Record<string, number[]>): Buffer {
  const made = Object.entries(chunks).map(([type, words]) => {
    const data = Buffer.alloc(4 * words.length);
    words.forEach((word, i) => data.writeUInt32BE(word, 4 * i));
    const body = Buffer.concat([Buffer.from(type, 'latin1'), data]);
    const [length, sum] = [Buffer.alloc(4), Buffer.alloc(4)];
    length.writeUInt32BE(data.length);
    sum.writeUInt32BE(crc32(body));
    return Buffer.concat([length, body, sum]);
  });
  return Buffer.concat([png.subarray(0, 33), ...made, png.subarray(33)]);
}

describe('the colours of a PNG that says its gamma alone', () => {
  /** sRGB bytes as light, 0..1. */
  const linear = (value: number) => {
    const v = value / 255;
    return v <= 0.04045 ? v / 12.92 : ((v + 0.055) / 1.055) ** 2.4;
  };
  const gamma = (exponent: number) => ({ gAMA: [Math.round(100_000 / exponent)] });
  /** A row of greys, or of colours, with samples that are light to the power of 1/exponent. */
  async function ramp(exponent: number, channels: 1 | 3 | 4, depth: 8 | 16): Promise<[Buffer, Buffer]> {
    const right = Buffer.from(
      Array.from({ length: 64 * channels }, (_, i) => (channels === 4 && i % 4 === 3 ? 255 : (i * 37) % 256)),
    );
    const most = depth === 8 ? 255 : 65_535;
    const light = Array.from(right, (value, i) =>
      channels === 4 && i % 4 === 3 ? most : Math.round(most * linear(value) ** (1 / exponent)),
    );
    const samples = depth === 8 ? Uint8Array.from(light) : Uint16Array.from(light);
    const png = sharp(samples, { raw: { width: 64, height: 1, channels } });
    const space = channels === 1 ? (depth === 8 ? 'b-w' : 'grey16') : depth === 8 ? 'srgb' : 'rgb16';
    return [await png.toColourspace(space).png().toBuffer(), right];
  }

  test('as a renderer writes it: the right picture', async () => {
    expect(await difference(file('gama_1.0.png'), file('right_rgb.png'))).toBeLessThanOrEqual(1);
  });

  test.each([
    [1.0, 3, 16],
    [1.0, 4, 16],
    [1.8, 3, 8],
    [1.8, 3, 16],
  ] as const)('exponent %d, %d channels, %d bits', async (exponent, channels, depth) => {
    const [png, right] = await ramp(exponent, channels, depth);
    const { data } = await pixels(withChunks(png, gamma(exponent)));
    // 8 bits of another gamma have coarser steps in the dark.
    for (const [i, value] of right.entries())
      expect(Math.abs(data[i]! - value)).toBeLessThanOrEqual(depth === 8 ? 3 : 0);
  });

  test('grey with 16 bits', async () => {
    const [png, right] = await ramp(1, 1, 16);
    const { data, channels } = await pixels(withChunks(png, gamma(1)));
    for (const [i, value] of right.entries())
      expect(Math.abs(data[i * channels]! - value)).toBeLessThanOrEqual(1);
  });

  test.each([3, 4] as const)('a palette, %d channels: as its pixels without one', async (channels) => {
    const samples = Uint8Array.from({ length: 64 * channels }, (_, i) => ((i % channels) + 1) * (i >> 4) * 3);
    const raw = { width: 64, height: 1, channels };
    const palette = await sharp(samples, { raw }).png({ palette: true, dither: 0 }).toBuffer();
    expect(palette[25]).toBe(3); // of IHDR: indices of a palette
    const plain = await sharp(await sharp(palette).raw().toBuffer(), { raw })
      .png()
      .toBuffer();
    for (const exponent of [1.0, 1.8])
      expect(await difference(withChunks(palette, gamma(exponent)), withChunks(plain, gamma(exponent)))).toBe(
        0,
      );
    expect(await difference(withChunks(palette, gamma(1)), palette)).toBeGreaterThan(20);
  });

  test('that of sRGB changes nothing, and what goes before gAMA does', async () => {
    const png = file('right_rgb.png');
    expect(await difference(withChunks(png, { gAMA: [45_455] }), png)).toBe(0);
    expect(await difference(withChunks(png, { sRGB: [], gAMA: [100_000] }), png)).toBe(0);
  });

  test('with the primaries of another display, its red is another red', async () => {
    const [png] = await ramp(1, 3, 16);
    const wide = [31_270, 32_900, 70_800, 29_200, 17_000, 79_700, 13_100, 4_600]; // Rec. 2020
    expect(
      await difference(withChunks(png, { ...gamma(1), cHRM: wide }), withChunks(png, gamma(1))),
    ).toBeGreaterThan(20);
  });
});

test('16 bits with a profile are as 8 bits with it', async () => {
  const png = file('right_rgb.png');
  const deep = await sharp(png).toColourspace('rgb16').withIccProfile('srgb').png().toBuffer();
  expect((await sharp(deep).metadata()).depth).toBe('ushort');
  expect(await difference(deep, png)).toBeLessThanOrEqual(2);
});

test('samples without an agreed black and white are refused, light in floats is read', async () => {
  expect(await difference(file('rgb_float32.tif'), file('right_rgb.png'))).toBeLessThanOrEqual(1);
  for (const name of ['grey_float32.tif', 'grey_uint32.tif', 'rgb_uint32.tif', 'grey_int16.tif'])
    expect(await refused(file(name)), name).toBe('samples');
});

test('a JPEG without the mark at its end is whole, one that lacks more is not', async () => {
  const whole = file('whole.jpg');
  const progressive = await sharp(whole).jpeg({ progressive: true }).toBuffer();
  expect(await difference(file('no_eoi.jpg'), whole)).toBe(0);
  for (const bytes of [whole, progressive]) {
    expect(await difference(bytes.subarray(0, -2), bytes)).toBe(0);
    expect(await difference(bytes.subarray(0, -1), bytes)).toBe(0);
    for (const share of [0.5, 0.95, 0.99])
      expect(await refused(bytes.subarray(0, bytes.length * share)), `${share}`).toBe('damaged');
  }
});

test('the colours that transparency hides have no say', async () => {
  const right = await pixels(file('flat_white.png'));
  for (const name of ['hidden_white.png', 'hidden_black.png', 'hidden_noise.png']) {
    const { data } = await pixels(file(name));
    const picture = fromRgba(200, 152, data);
    expect([picture.alpha![0], picture.alpha!.includes(255)]).toEqual([0, true]);
    const off = onWhite(picture).data.reduce(
      (most, value, i) => Math.max(most, Math.abs(value - right.data[i]!)),
      0,
    );
    expect(off, name).toBeLessThanOrEqual(1);
  }
});

test('HEIC is named as what it is', async () => {
  expect(await refused(file('photo.heic'))).toBe('heic');
});

test('pictures are known by the ends of their names', () => {
  const kinds = ['a.JPG', 'b.jfif', 'c.jpe', 'd.mpo', 'e.bmp', 'f.HEIC', 'g.txt', 'h'].map(pictureKind);
  expect(kinds).toEqual(['read', 'read', 'read', 'read', 'unread', 'unread', undefined, undefined]);
});
