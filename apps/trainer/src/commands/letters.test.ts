import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { layOut } from '@atelier/lettering';
import { coverage, openBuiltInFont } from '@atelier/lettering/node';
import sharp from 'sharp';
import { expect, test } from 'vitest';
import { atelier, temporaryFolder } from '../../test/atelier.ts';
import { readPhoto, writePhoto } from '../files/photo.ts';

const photo = join(import.meta.dirname, '../../../../assets/photos/held-out/gcompris-kitten.jpg');

const plain = { size: 96, lineHeight: 1.2, spacing: 0, align: 'start', vertical: false } as const;

/** The correlation of what is painted with the plain letters: 1 is the same. */
async function legibility(path: string, text: string, room = 1 / 6): Promise<number> {
  const painted = await readPhoto(path);
  const layout = layOut(text, await openBuiltInFont('ma-shan-zheng'), plain);
  const margin = Math.ceil(plain.size * room);
  const { width, height } = painted;
  const mask = await coverage(layout.letters, { x: -margin, y: -margin, width, height });
  const alpha = Float32Array.from(painted.alpha!, (value) => value / 255);
  const mean = (values: Float32Array) => values.reduce((sum, value) => sum + value, 0) / values.length;
  const [a, b] = [mean(alpha), mean(mask.data)];
  let [product, first, second] = [0, 0, 0];
  for (const [k, value] of alpha.entries()) {
    product += (value - a) * (mask.data[k]! - b);
    first += (value - a) ** 2;
    second += (mask.data[k]! - b) ** 2;
  }
  return product / Math.sqrt(first * second);
}

test.each([
  ['drawn', []],
  ['filled', []],
  ['filled', ['--photo', photo]],
] as const)('a word is painted, %s %j, transparent around it and legible', async (way, words) => {
  const out = join(temporaryFolder(), 'word.png');
  const font = ['--font', 'ma-shan-zheng', '--size', '96'];
  const { code, stderr } = await atelier(['letters', '山水字体', '--style', 'great-wave', '--way', way, '--out', out, ...font, ...words]); // prettier-ignore
  expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
  expect(await legibility(out, '山水字体')).toBeGreaterThan(0.8);
  const { alpha, width } = await readPhoto(out);
  expect([alpha![0], alpha![width - 1]]).toEqual([0, 0]);
});

test.each(['ember', 'frost', 'moss'])('a word has the texture %s, and is legible', async (texture) => {
  const out = join(temporaryFolder(), 'word.png');
  const words = ['letters', '山水', '--way', 'texture', '--texture', texture, '--font', 'ma-shan-zheng', '--size', '96', '--out', out]; // prettier-ignore
  const { code, stderr } = await atelier(words);
  expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
  expect(await legibility(out, '山水', 1 / 4)).toBeGreaterThan(0.8);
});

test('painted letters are a texture for others, by their alpha or by a mask', async () => {
  const folder = temporaryFolder();
  const [first, mask, second] = ['first.png', 'mask.png', 'second.png'].map((name) => join(folder, name)) as [string, string, string]; // prettier-ignore
  await atelier(['letters', '水8', '--style', 'mosaic', '--size', '128', '--out', first]);
  const { width, height, data, alpha } = await readPhoto(first);
  const grey = Uint8Array.from({ length: 3 * width * height }, (_, k) => alpha![Math.floor(k / 3)]!);
  await writePhoto({ width, height, data: grey }, mask);
  const words = ['--way', 'texture', '--size', '64', '--out', second, '--texture', first];
  const { code, stderr } = await atelier(['letters', 'B', ...words]);
  expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
  const byAlpha = readFileSync(second);
  await writePhoto({ width, height, data, alpha: alpha! }, first);
  expect((await atelier(['letters', 'B', ...words, '--mask', mask])).code).toBe(0);
  expect(readFileSync(second)).toEqual(byAlpha);
  // Opaque, it needs the mask, and brings its ground along.
  const opaque = join(folder, 'opaque.png');
  await writePhoto({ width, height, data }, opaque);
  const refused = await atelier(['letters', 'B', ...words, '--texture', opaque]);
  expect([refused.code, refused.stderr]).toEqual([2, expect.stringMatching(/a mask \(--mask\) is to say/)]);
  expect((await atelier(['letters', 'B', ...words, '--texture', opaque, '--mask', mask])).code).toBe(0);
  expect((await readPhoto(second)).alpha).toBeUndefined();
});

test('each letter is a picture of its own, with its place', async () => {
  const folder = temporaryFolder();
  const [out, each] = [join(folder, 'word.webp'), join(folder, 'each')];
  const { code } = await atelier(['letters', 'Ab\\nç', '--style', 'scream', '--size', '64', '--out', out, '--each', each]); // prettier-ignore
  expect(code).toBe(0);
  expect(readdirSync(each).sort()).toEqual(['001.webp', '002.webp', '003.webp', 'letters.json']);
  const { letters, ...whole } = JSON.parse(readFileSync(join(each, 'letters.json'), 'utf8')) as {
    letters: { file: string; text: string; x: number; y: number; width: number; height: number }[];
    width: number;
    height: number;
  };
  expect(letters.map(({ text }) => text)).toEqual(['A', 'b', 'ç']);
  expect(letters[2]!.y).toBeGreaterThan(letters[0]!.y);
  const { width, height } = await readPhoto(out);
  expect(whole).toEqual({ width, height });
});

test('an SVG is the painting, clipped by the outlines; PNG and SVG stand on a ground', async () => {
  const folder = temporaryFolder();
  const [svg, png] = [join(folder, 'word.svg'), join(folder, 'word.png')];
  const words = ['letters', 'A<b', '--style', 'mosaic', '--size', '128', '--ground', '#fc0'];
  for (const out of [svg, png]) expect((await atelier([...words, '--out', out])).code).toBe(0);
  const text = readFileSync(svg, 'utf8');
  expect(text).toContain('<title>A&lt;b</title>');
  expect(text.match(/<path /g)).toHaveLength(3);
  const drawn = await sharp(svg).removeAlpha().raw().toBuffer({ resolveWithObject: true });
  const { width, height, data: rgb, alpha } = await readPhoto(png);
  expect([drawn.info.width, drawn.info.height, alpha]).toEqual([width, height, undefined]);
  expect([...drawn.data.subarray(0, 3), ...rgb.subarray(0, 3)]).toEqual([255, 204, 0, 255, 204, 0]);
  const apart = drawn.data.reduce((sum, value, k) => sum + Math.abs(value - rgb[k]!), 0) / rgb.length;
  expect(apart).toBeLessThan(12); // of 255: only the edges differ, which the painting's strokes move
});

test('one letter is painted again, the others stay as they were', async () => {
  const folder = temporaryFolder();
  const [first, second] = [join(folder, 'first.png'), join(folder, 'second.png')];
  const words = ['letters', 'Hio', '--style', 'scream', '--size', '96'];
  await atelier([...words, '--out', first, '--each', folder]);
  expect((await atelier([...words, '--out', second, '--again', '2'])).code).toBe(0);
  const { letters } = JSON.parse(readFileSync(join(folder, 'letters.json'), 'utf8')) as {
    letters: { x: number; width: number }[];
  };
  const [before, after] = [await readPhoto(first), await readPhoto(second)];
  const changed = (from: number, to: number) => {
    let count = 0;
    for (let k = 0; k < before.alpha!.length; k++) {
      const x = k % before.width;
      if (x < from || x >= to || !(before.alpha![k]! || after.alpha![k]!)) continue;
      if (before.data[3 * k] !== after.data[3 * k]) count++;
    }
    return count;
  };
  const [, middle] = letters;
  expect(changed(middle!.x + 5, middle!.x + middle!.width - 5)).toBeGreaterThan(300);
  expect([changed(0, middle!.x), changed(middle!.x + middle!.width, before.width)]).toEqual([0, 0]);
});

test('a sheet is a folder and a picture, each character on the baseline of its row', async () => {
  const folder = temporaryFolder();
  const [out, each] = [join(folder, 'sheet.png'), join(folder, 'each')];
  const { code, stdout } = await atelier(['letters', '--sheet', 'a-c9水', '--style', 'mosaic', '--size', '64', '--out', out, '--each', each]); // prettier-ignore
  expect({ code, stdout }).toEqual({
    code: 0,
    stdout: expect.stringContaining('306×204, 5 letters') as string,
  });
  expect(readdirSync(each).sort()).toEqual([
    ...['U+0039', 'U+0061', 'U+0062', 'U+0063', 'U+6C34'].map((name) => `${name}.png`),
    'letters.json',
  ]);
  // a, b and c stand in the first row: below their baseline there is next to nothing.
  const { width, alpha } = await readPhoto(out);
  const inked = (y: number) => alpha!.subarray(y * width, (y + 1) * width).filter((value) => value > 128).length; // prettier-ignore
  const baseline = Math.round((0.5 + 0.35 / 1.6) * 102);
  expect(inked(baseline - 4)).toBeGreaterThan(20);
  expect(inked(baseline + 5)).toBe(0);
});

test('a font is only looked at with --check; --tell says how far it is, and which letters there are', async () => {
  const file = join(temporaryFolder(), 'word.png');
  const seen = await atelier(['letters', '--font', 'amiri', '--check']);
  expect([seen.code, seen.stdout]).toEqual([0, expect.stringMatching(/^amiri: \d{3,} characters\n$/)]);
  const lacks = await atelier(['letters', 'aй', '--font', 'rozha-one', '--check']);
  expect([lacks.code, lacks.stderr]).toEqual([2, expect.stringContaining('no letter for й in rozha-one')]);
  const told = await atelier([
    'letters',
    'कि क',
    '--way',
    'texture',
    '--size',
    '32',
    '--tell',
    '--out',
    file,
  ]);
  const lines = told.stdout
    .trim()
    .split('\n')
    .slice(0, -1)
    .map((line) => JSON.parse(line) as object);
  expect(lines.at(-2)).toEqual({ done: 1 });
  expect(lines.at(-1)).toEqual({ letters: ['कि', 'क'] });
});
