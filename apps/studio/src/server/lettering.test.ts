import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { useFreshDatabase } from '@atelier/db/test';
import { addPhoto, listFonts, listStyles, putBuiltInStyle, type Why } from '@atelier/db';
import sharp from 'sharp';
import { afterAll, describe, expect, test } from 'vitest';
import { decompress } from 'wawoff2';
import { GET as getWord } from '@/app/api/letters/route.ts';
import { POST as postFont } from '@/app/api/letters/fonts/route.ts';
import { LINES } from '../contracts/lettering.ts';
import type { RefusedAnswer } from '../contracts/refused.ts';

useFreshDatabase();

const amiri = readFileSync(path.join(import.meta.dirname, '../../../../node_modules/@fontsource/amiri/files/amiri-arabic-400-normal.woff2')); // prettier-ignore
const headers = { host: 'localhost:3000' };
const bring = (name: string, bytes: Uint8Array) =>
  postFont(new Request(`http://localhost:3000/api/letters/fonts?name=${encodeURIComponent(name)}`, { method: 'POST', body: new Uint8Array(bytes), headers }), undefined); // prettier-ignore
const word = (query: string, more = {}) =>
  getWord(new Request(`http://localhost:3000/api/letters?${query}`, { headers: { ...headers, ...more } }), undefined); // prettier-ignore
const bytesOf = async (answer: Response) => Buffer.from(await answer.arrayBuffer());

// A folder of its own: other tests write words at the same time.
const temporary = mkdtempSync(path.join(tmpdir(), 'lettering-test-'));
process.env.TMPDIR = temporary;
afterAll(() => rmSync(temporary, { recursive: true }));
const leftOver = () => readdirSync(temporary).filter((name) => /^atelier-(font|letters)-/.test(name));

test('a brought font is kept and written with; a letter that it lacks is named', async () => {
  const before = leftOver();
  const answer = await bring('my font.woff2', amiri);
  const { id, name } = (await answer.json()) as { id: string; name: string };
  expect([answer.status, name]).toEqual([200, 'my font.woff2']);
  const asked = `way=texture&size=256&font=${id}`;
  const painted = await word(`${asked}&text=${encodeURIComponent('سلام')}`);
  expect((await sharp(Buffer.from(await painted.arrayBuffer())).metadata()).channels).toBe(4);
  const lacks = await word(`${asked}&text=${encodeURIComponent('字')}`);
  expect([lacks.status, await lacks.json()]).toEqual([
    422,
    {
      reason: { kind: 'noLetter', letters: '字' },
      detail: expect.stringMatching(/^no letter for 字 in /) as string,
    },
  ]);
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
      const said = (await answer.json()) as RefusedAnswer;
      expect([name, answer.status, said.reason]).toEqual([name, 422, { kind: 'damagedFont' }]);
      expect(said.detail).toMatch(/^[\w. -]+: (not a font|a damaged font)/);
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

/** A picture of the visitor's. */
async function brought(file: Buffer, alt: string): Promise<string> {
  const { width = 0, height = 0, format } = await sharp(file).metadata();
  return (await addPhoto({ file: { bytes: file, mime: `image/${format}`, width, height }, alt })).id;
}
const plain = (background: string, width = 120, height = 90) =>
  sharp({ create: { width, height, channels: 3, background } }).png().toBuffer(); // prettier-ignore

/** The mean colour of what is opaque. */
async function meanOf(file: Buffer): Promise<number[]> {
  const { data } = await sharp(file).ensureAlpha().raw().toBuffer({ resolveWithObject: true }); // prettier-ignore
  const sums = [0, 0, 0, 0];
  for (let k = 0; k < data.length; k += 4)
    if (data[k + 3]! > 200) [0, 1, 2, 3].forEach((c) => (sums[c]! += c === 3 ? 1 : data[k + c]!));
  return sums.slice(0, 3).map((sum) => sum / sums[3]!);
}

describe('what somebody brings', () => {
  test('a picture of designed letters gives its look, by its transparency or a mask', async () => {
    const bar = (fill: string) => `<svg xmlns="http://www.w3.org/2000/svg" width="160" height="120"><rect x="50" y="20" width="60" height="80" fill="${fill}"/></svg>`; // prettier-ignore
    const transparent = await brought(await sharp(Buffer.from(bar('#10a020'))).png().toBuffer(), 'green'); // prettier-ignore
    const asked = 'way=texture&texture=own&size=256&text=I';
    const [r, g, b] = await meanOf(await bytesOf(await word(`${asked}&picture=${transparent}`)));
    expect([r! < 60, g! > 120, b! < 80]).toEqual([true, true, true]);

    const opaque = await brought(await sharp(Buffer.from(bar('#c02010'))).flatten({ background: '#ffffff' }).png().toBuffer(), 'red'); // prettier-ignore
    const mask = await brought(await sharp(Buffer.from(bar('#ffffff'))).flatten({ background: '#000000' }).png().toBuffer(), 'mask'); // prettier-ignore
    expect((await word(`${asked}&picture=${opaque}&mask=${mask}`)).status).toBe(200);

    const said = async (query: string) => {
      const answer = await word(`${asked}${query}`);
      const { reason, detail } = (await answer.json()) as RefusedAnswer;
      return [answer.status, (reason as Why).kind, detail];
    };
    expect(await said(`&picture=${opaque}`)).toEqual([422, 'needsMask', 'picture: nothing in it is transparent; a mask (--mask) is to say where its letters are']); // prettier-ignore
    const other = await brought(await plain('#ffffff'), 'another size');
    expect(await said(`&picture=${opaque}&mask=${other}`)).toEqual([422, 'otherSizes', expect.stringMatching(/^mask has 120×90 pixels, picture 160×120: they must be of one size/)]); // prettier-ignore
    const black = await brought(await plain('#000000', 160, 120), 'no letters');
    expect(await said(`&picture=${opaque}&mask=${black}`)).toEqual([
      422,
      'noGround',
      expect.stringMatching(/mask/),
    ]);
    expect(await said('')).toEqual([404, 'gone', expect.stringContaining('photo')]);
    expect(await said('&picture=none')).toEqual([404, 'gone', expect.stringContaining('photo')]);
  });

  test('a photo is seen through filled letters; without one there are clouds', async () => {
    const folder = path.join(import.meta.dirname, '../../../../assets/styles/great-wave');
    const bytes = readFileSync(
      path.join(
        folder,
        readdirSync(folder).find((name) => name.endsWith('.safetensors'))!,
      ),
    );
    const picture = { bytes: await plain('#0000ff'), mime: 'image/png', width: 120, height: 90 };
    await putBuiltInStyle({ slug: 'wave', title: 'Wave', position: 1, file: picture, checkpoints: [{ iteration: 1, bytes, config: {} }] }); // prettier-ignore
    const checkpoint = (await listStyles(null))[0]!.published!.id;
    const asked = `way=filled&size=256&text=W&checkpoint=${checkpoint}`;
    // Dark on one side, light on the other; a plain one would say nothing, as networks even out.
    const halves = async (left: string, right: string) => {
      const svg = `<svg xmlns="http://www.w3.org/2000/svg" width="240" height="200"><rect width="240" height="200" fill="${right}"/><rect width="120" height="200" fill="${left}"/></svg>`; // prettier-ignore
      const photo = await brought(await sharp(Buffer.from(svg)).png().toBuffer(), `${left} and ${right}`);
      const painted = await bytesOf(await word(`${asked}&photo=${photo}`));
      const { width = 0, height = 0 } = await sharp(painted).metadata();
      const lightness = async (from: number) => {
        const half = { left: from, top: 0, width: Math.floor(width / 2), height };
        const [r, g, b] = await meanOf(await sharp(painted).extract(half).toBuffer());
        return (r! + g! + b!) / 3;
      };
      return (await lightness(0)) - (await lightness(Math.floor(width / 2)));
    };
    expect(await halves('#f8f8f8', '#101010')).toBeGreaterThan(15);
    expect(await halves('#101010', '#f8f8f8')).toBeLessThan(-15);
    expect((await word(asked)).status).toBe(200);
    expect((await word(`${asked}&photo=none`)).status).toBe(404);
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
  expect(await lines('😀')).toEqual([
    {
      reason: { kind: 'noLetter', letters: '😀' },
      detail: expect.stringMatching(/^no letter for 😀/) as string,
    },
  ]);
});

test('a word is an SVG, and a list of characters a ZIP, where that is asked for', async () => {
  const svg = await word('way=texture&size=256&text=Hi&format=svg');
  expect([svg.headers.get('content-type'), (await svg.text()).includes('<clipPath')]).toEqual(['image/svg+xml', true]); // prettier-ignore
  const zip = await word('way=texture&size=256&text=a-c&sheet=true&format=zip');
  const text = Buffer.from(await zip.arrayBuffer()).toString('latin1');
  for (const name of ['letters.png', 'U+0061.png', 'U+0063.png', 'letters.json']) expect(text).toContain(name); // prettier-ignore
});
