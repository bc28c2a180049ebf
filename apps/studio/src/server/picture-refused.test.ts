import { crc32, deflateSync, gzipSync } from 'node:zlib';
import sharp from 'sharp';
import { describe, expect, test } from 'vitest';
import { MAX_PICTURE_BYTES } from '../contracts/upload.ts';
import { PictureRefused, take } from './picture.ts';

const solid = (width: number, height: number) =>
  sharp({ create: { width, height, channels: 3, background: '#a52' } });

/** A small PNG file that says it has so many pixels. */
function pngClaiming(width: number, height: number): Buffer {
  const chunk = (type: string, data: Buffer) => {
    const body = Buffer.concat([Buffer.from(type, 'latin1'), data]);
    const [length, sum] = [Buffer.alloc(4), Buffer.alloc(4)];
    length.writeUInt32BE(data.length);
    sum.writeUInt32BE(crc32(body));
    return Buffer.concat([length, body, sum]);
  };
  const header = Buffer.alloc(13);
  header.writeUInt32BE(width, 0);
  header.writeUInt32BE(height, 4);
  header.set([8, 2], 8);
  return Buffer.concat([
    Buffer.from('\x89PNG\r\n\x1a\n', 'latin1'),
    chunk('IHDR', header),
    chunk('IDAT', deflateSync(Buffer.alloc(1000))),
    chunk('IEND', Buffer.alloc(0)),
  ]);
}

describe('a picture is refused', () => {
  const refused = (bytes: Uint8Array) =>
    take(bytes).then(
      () => 'taken',
      (error: unknown) => (error instanceof PictureRefused ? error.reason : error),
    );

  test('if it is empty', async () => expect(await refused(new Uint8Array())).toBe('empty'));

  test('if it is text, whatever it is called', async () =>
    expect(await refused(Buffer.from('not a picture'))).toBe('wrongType'));

  test('if it is an SVG, compressed or not', async () => {
    const svg = Buffer.from('<svg xmlns="http://www.w3.org/2000/svg" width="99" height="99"/>');
    expect([await refused(svg), await refused(gzipSync(svg))]).toEqual(['svg', 'svg']);
  });

  test('if it is a page', async () => expect(await refused(Buffer.from('<html></html>'))).toBe('wrongType'));

  test('if it is a HEIC that cannot be read', async () =>
    expect(await refused(Buffer.from('\0\0\0\x18ftypheic\0\0\0\0mif1heic', 'latin1'))).toBe('damaged'));

  test('if it is a TIFF', async () =>
    expect(await refused(await solid(80, 50).tiff().toBuffer())).toBe('wrongType'));

  test('if it is larger than 40 MB', async () =>
    expect(await refused(new Uint8Array(MAX_PICTURE_BYTES + 1))).toBe('tooBig'));

  test('if it unfolds to 3.6 gigapixels', async () =>
    expect(await refused(pngClaiming(60_000, 60_000))).toBe('tooManyPixels'));

  test('if it is tiny', async () =>
    expect(await refused(await solid(31, 500).png().toBuffer())).toBe('tooSmall'));

  test('if it is cut short', async () => {
    const noise = await sharp({
      create: {
        width: 300,
        height: 300,
        channels: 3,
        noise: { type: 'gaussian', mean: 128, sigma: 40 },
        background: 'white',
      },
    })
      .jpeg()
      .toBuffer();
    expect(await refused(noise.subarray(0, noise.length / 2))).toBe('damaged');
    expect(await refused(noise.subarray(0, 40))).toBe('damaged');
  });
});
