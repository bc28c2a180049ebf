import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { decompress } from 'wawoff2';
import { expect, test } from 'vitest';
import { layOut, LetteringError } from '../src/index.ts';
import { readFont } from './index.ts';

const packed = readFileSync(
  createRequire(import.meta.url).resolve(
    '@fontsource/abril-fatface/files/abril-fatface-latin-400-normal.woff2',
  ),
);
const settings = { size: 64, lineHeight: 1, spacing: 0, align: 'start', vertical: false } as const;

test('a font is read packed and unpacked alike', async () => {
  const [woff2, ttf] = await Promise.all([readFont('a', packed), readFont('a', await decompress(packed))]);
  expect(layOut('Word', [woff2], settings)).toEqual(layOut('Word', [ttf], settings));
});

test('what is no font, or a damaged one, is refused with words', async () => {
  const font = await decompress(packed);
  const claims = Uint8Array.from(packed);
  new DataView(claims.buffer).setUint32(16, 0xffff_fff0); // unpacked it would be 4 GB
  const cases = {
    'text.ttf': new TextEncoder().encode('not a font at all, but a text of some length'),
    'empty.ttf': new Uint8Array(0),
    'cut.woff2': packed.subarray(0, packed.length / 2),
    'cut.ttf': font.subarray(0, 600),
    'claims.woff2': claims,
    'old.woff': new TextEncoder().encode('wOFF of the first version'),
  };
  for (const [name, bytes] of Object.entries(cases)) {
    const refused = await readFont(name, bytes).catch((error: unknown) => error);
    expect(refused, name).toBeInstanceOf(LetteringError);
    expect((refused as Error).message).toContain(name);
  }
});

test('a font with random damage is refused or drawn, and nothing worse', async () => {
  const font = await decompress(packed);
  for (let seed = 1; seed <= 60; seed++) {
    const damaged = Uint8Array.from(font);
    for (let k = 0; k < 20; k++) damaged[(seed * 7919 + k * 104_729) % damaged.length] = (seed * 31 + k * 17) % 256; // prettier-ignore
    try {
      layOut('Word', [await readFont('damaged', damaged)], settings);
    } catch (error) {
      expect(error).toBeInstanceOf(LetteringError);
    }
  }
});
