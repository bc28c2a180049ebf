import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { decompress } from 'wawoff2';
import { beforeAll, expect, test } from 'vitest';
import * as hb from 'harfbuzzjs';
import { layOut, LetteringError } from '../src/index.ts';
import { cmapOf, fontOf, multiplying, type Tables, tablesOf, twice, withGlyphs, zigzag } from '../test/font-tables.ts'; // prettier-ignore
import { readFont } from './index.ts';

const settings = { size: 64, lineHeight: 1, spacing: 0, align: 'start', vertical: false } as const;
/** As many letters as a text may have. */
const text = 'ab'.repeat(200);

let tables: Tables;
let numbers: number[];
/** Those of the text's letters. */
let written: number[];
beforeAll(async () => {
  const file = '@fontsource/abril-fatface/files/abril-fatface-latin-400-normal.woff2';
  const font = await decompress(readFileSync(createRequire(import.meta.url).resolve(file)));
  tables = tablesOf(font);
  const count = new DataView(tables.get('maxp')!.buffer).getUint16(4);
  numbers = Array.from({ length: count }, (_, k) => k);
  const buffer = new hb.Buffer();
  buffer.addText(text);
  buffer.guessSegmentProperties();
  hb.shape((await readFont('good', font)).font, buffer);
  written = buffer.getGlyphInfos().map(({ codepoint }) => codepoint);
});

/** A font whose letters a and b are this. */
function withLetters(glyph: Uint8Array): Tables {
  const none = new Uint8Array(0);
  return withGlyphs(
    tables,
    numbers.map((k) => (written.includes(k) ? glyph : none)),
  );
}

/** Why a font is refused with such a text; null: it is not. */
async function refusal(made: Tables): Promise<string | null> {
  try {
    layOut(text, [await readFont('hostile', fontOf(made))], settings);
    return null;
  } catch (error) {
    expect(error).toBeInstanceOf(LetteringError);
    return (error as Error).message;
  }
}

test('taken apart and put together, the font is what it was', async () => {
  expect(await refusal(tables)).toBeNull();
});

test('glyphs that are made of themselves draw nothing', async () => {
  expect(await refusal(withGlyphs(tables, numbers.map(twice)))).toBe('there is nothing to draw in the text');
});

test('glyphs that are twice the next one, which is twice the next one, and so on, come to an end', async () => {
  const last = numbers.length - 1;
  const glyphs = numbers.map((k) => (k === last ? zigzag(100) : twice(k + 1)));
  // HarfBuzz counts what a glyph is made of, and leaves out what is too much.
  expect(await refusal(withGlyphs(tables, glyphs))).toMatch(/nothing to draw|too many points/);
});

test('glyphs of too many points are refused, and letters of many points each where all are too much', async () => {
  expect(await refusal(withLetters(zigzag(60_000)))).toBe('hostile: a glyph with too many points');
  expect(await refusal(withLetters(zigzag(5_000)))).toMatch(/too many points to be drawn/);
  expect(await refusal(withLetters(zigzag(100)))).toBeNull();
});

test('a table of characters that is huge is refused before it is read', async () => {
  expect(await refusal(new Map([...tables, ['cmap', cmapOf(1_000_000)]]))).toMatch(/table of characters is larger than 2 MB/); // prettier-ignore
  // As many characters as there are, again and again, in a table of allowed size: read, and it is a font.
  expect(await refusal(new Map([...tables, ['cmap', cmapOf(170_000)]]))).toBeNull();
});

test('rules that make ever more glyphs are refused', async () => {
  const rules = multiplying(1, numbers.length - 1, 30, 8);
  expect(await refusal(new Map([...tables, ['GSUB', rules]]))).toMatch(/its rules make more than 4000 glyphs/); // prettier-ignore
});

test('a cut table is refused, or its letters are not there', async () => {
  for (const name of ['glyf', 'loca', 'cmap', 'hmtx', 'maxp', 'head']) {
    const table = tables.get(name)!;
    for (const length of [0, 1, 7, Math.floor(table.length / 2)])
      await refusal(new Map([...tables, [name, table.subarray(0, length)]]));
  }
});

test('ten thousand characters, and control characters, are refused', async () => {
  const font = await readFont('good', fontOf(tables));
  expect(() => layOut('a'.repeat(10_000), [font], settings)).toThrow('10000 characters are too many; 400 are the most'); // prettier-ignore
  for (const control of ['\0', '\u0007', '\u001b', '\u202e', '\u2066', '\ufeff', '\ue000'])
    expect(() => layOut(`a${control}b`, [font], settings)).toThrow('control characters');
});
