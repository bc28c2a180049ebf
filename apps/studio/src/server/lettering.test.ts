import { readdirSync, readFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { useFreshDatabase } from '@atelier/db/test';
import { listFonts } from '@atelier/db';
import sharp from 'sharp';
import { describe, expect, test } from 'vitest';
import { decompress } from 'wawoff2';
import { GET as getWord } from '@/app/api/letters/route.ts';
import { POST as postFont } from '@/app/api/letters/fonts/route.ts';
import { LINES } from '../contracts/lettering.ts';

useFreshDatabase();

const amiri = readFileSync(path.join(import.meta.dirname, '../../../../node_modules/@fontsource/amiri/files/amiri-arabic-400-normal.woff2')); // prettier-ignore
const headers = { host: 'localhost:3000' };
const bring = (name: string, bytes: Uint8Array) =>
  postFont(new Request(`http://localhost:3000/api/letters/fonts?name=${encodeURIComponent(name)}`, { method: 'POST', body: new Uint8Array(bytes), headers }), undefined); // prettier-ignore
const word = (query: string, more = {}) =>
  getWord(new Request(`http://localhost:3000/api/letters?${query}`, { headers: { ...headers, ...more } }), undefined); // prettier-ignore
const leftOver = () => readdirSync(tmpdir()).filter((name) => /^atelier-(font|letters)-/.test(name));

test('a brought font is kept and written with; a letter that it lacks is named', async () => {
  const before = leftOver();
  const answer = await bring('my font.woff2', amiri);
  const { id, name } = (await answer.json()) as { id: string; name: string };
  expect([answer.status, name]).toEqual([200, 'my font.woff2']);
  const asked = `way=texture&size=256&font=${id}`;
  const painted = await word(`${asked}&text=${encodeURIComponent('سلام')}`);
  expect((await sharp(Buffer.from(await painted.arrayBuffer())).metadata()).channels).toBe(4);
  const lacks = await word(`${asked}&text=${encodeURIComponent('字')}`);
  expect([lacks.status, await lacks.text()]).toEqual([422, expect.stringMatching(/no letter for 字 in /)]);
  expect(leftOver()).toEqual(before);
});

/** The font with each of its glyphs made of itself. */
function inLoops(font: Uint8Array): Uint8Array {
  const bytes = Uint8Array.from(font);
  const view = new DataView(bytes.buffer);
  const tables = new Map<string, number>();
  for (let k = 0; k < view.getUint16(4); k++) {
    const at = 12 + 16 * k;
    tables.set(new TextDecoder().decode(bytes.subarray(at, at + 4)), view.getUint32(at + 8));
  }
  const [glyf, loca] = [tables.get('glyf')!, tables.get('loca')!];
  const long = view.getUint16(tables.get('head')! + 50) === 1;
  const place = (k: number) => (long ? view.getUint32(loca + 4 * k) : 2 * view.getUint16(loca + 2 * k));
  for (let k = 0; k < view.getUint16(tables.get('maxp')! + 4); k++) {
    if (place(k + 1) - place(k) < 18) continue;
    view.setInt16(glyf + place(k), -1);
    // One part: itself, with two bytes of offsets.
    view.setUint16(glyf + place(k) + 10, 0x0002);
    view.setUint16(glyf + place(k) + 12, k);
    view.setUint16(glyf + place(k) + 14, 0);
  }
  return bytes;
}

describe('hostile fonts', () => {
  test('are refused with words, kept nowhere, and leave nothing behind', async () => {
    const before = leftOver();
    const kept = await listFonts(null);
    const claims = Uint8Array.from(amiri);
    new DataView(claims.buffer).setUint32(16, 0xffff_fff0); // unpacked it would be 4 GB
    const cases = {
      'text.ttf': Buffer.from('not a font at all, but a text of some length, longer than a header'),
      'empty.ttf': Buffer.alloc(0),
      'cut.woff2': amiri.subarray(0, amiri.length / 2),
      'claims.woff2': claims,
      '../../escape.ttf': Buffer.from('a name that leads elsewhere'),
    };
    for (const [name, bytes] of Object.entries(cases)) {
      const answer = await bring(name, bytes);
      const said = await answer.text();
      expect([name, answer.status]).toEqual([name, 422]);
      expect(said).toMatch(/^[\w. -]+: (not a font|a damaged font)/);
    }
    expect(await listFonts(null)).toEqual(kept);
    expect(leftOver()).toEqual(before);
  });

  test('with glyphs made of themselves are refused, or write nothing', async () => {
    const answer = await bring('loops.ttf', inLoops(await decompress(amiri)));
    if (answer.status === 422) return;
    const { id } = (await answer.json()) as { id: string };
    const painted = await word(`way=texture&size=256&font=${id}&text=${encodeURIComponent('سلام')}`);
    expect([painted.status, await painted.text()]).toEqual([422, expect.stringMatching(/nothing to draw/)]);
  });
});

test('lines tell how far it is, then the letters; or why not', async () => {
  const lines = async (text: string) => {
    const answer = await word(`way=texture&size=256&text=${encodeURIComponent(text)}`, { accept: LINES });
    return (await answer.text()).trim().split('\n').map((line) => JSON.parse(line) as { done?: number }); // prettier-ignore
  };
  const said = await lines('Hi');
  const done = said.slice(0, -1).map((line) => line.done!);
  expect(done.length).toBeGreaterThan(5);
  expect([done, done.at(-1)]).toEqual([done.toSorted((a, b) => a - b), 1]);
  expect(said.at(-1)).toEqual({ letters: ['H', 'i'] });
  expect(JSON.stringify(await lines('😀'))).toMatch(/^\[\{"refused":"no letter for 😀/);
});

test('a word is an SVG, and a list of characters a ZIP, where that is asked for', async () => {
  const svg = await word('way=texture&size=256&text=Hi&format=svg');
  expect([svg.headers.get('content-type'), (await svg.text()).includes('<clipPath')]).toEqual(['image/svg+xml', true]); // prettier-ignore
  const zip = await word('way=texture&size=256&text=a-c&sheet=true&format=zip');
  const text = Buffer.from(await zip.arrayBuffer()).toString('latin1');
  for (const name of ['letters.png', 'U+0061.png', 'U+0063.png', 'letters.json']) expect(text).toContain(name); // prettier-ignore
});
