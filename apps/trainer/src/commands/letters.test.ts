import { existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { layOut } from '@atelier/lettering';
import { coverage, openBuiltInFont } from '@atelier/lettering/node';
import { expect, test } from 'vitest';
import { atelier, temporaryFolder } from '../../test/atelier.ts';
import { readPhoto, writePhoto } from '../files/photo.ts';

const photo = join(import.meta.dirname, '../../../../assets/photos/held-out/gcompris-kitten.jpg');
const texture = join(import.meta.dirname, '../../../../assets/letter-textures/mask.png');
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
  const { width, height, rgb, alpha } = await readPhoto(first);
  const grey = Uint8Array.from({ length: 3 * width * height }, (_, k) => alpha![Math.floor(k / 3)]!);
  await writePhoto({ width, height, rgb: grey }, mask);
  const words = ['--way', 'texture', '--size', '64', '--out', second, '--texture', first];
  const { code, stderr } = await atelier(['letters', 'B', ...words]);
  expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
  const byAlpha = readFileSync(second);
  await writePhoto({ width, height, rgb, alpha: alpha! }, first);
  expect((await atelier(['letters', 'B', ...words, '--mask', mask])).code).toBe(0);
  expect(readFileSync(second)).toEqual(byAlpha);
  // Opaque, it needs the mask, and brings its ground along.
  const opaque = join(folder, 'opaque.png');
  await writePhoto({ width, height, rgb }, opaque);
  const refused = await atelier(['letters', 'B', ...words, '--texture', opaque]);
  expect([refused.code, refused.stderr]).toEqual([2, expect.stringMatching(/say with --mask/)]);
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

test('bad input is refused in one line, and leaves nothing', async () => {
  const folder = temporaryFolder();
  const out = join(folder, 'word.png');
  const text = join(folder, 'text.ttf');
  writeFileSync(text, 'not a font at all, but a text of some length, longer than a header');
  for (const [words, message] of [
    [['Hi 😀', '--style', 'scream'], /no letter for 😀 in abril-fatface, ma-shan-zheng/],
    [['', '--style', 'scream'], /there is no text/],
    [['Word'], /say what to paint with/],
    [['Word', '--style', 'scream', '--font', text], /text\.ttf: not a font/],
    [['Word', '--style', 'scream', '--font', join(folder, 'none.ttf')], /none\.ttf: no such file/],
    [['Word', '--style', 'scream', '--photo', photo], /is seen with --way filled only/],
    [['Word', '--way', 'texture', '--style', 'scream'], /leave out --style scream/],
    [['Word', '--style', 'scream', '--texture', 'moss'], /moss: --texture and --mask go with --way texture/],
    [['Word', '--way', 'texture', '--texture', 'velvet'], /velvet: no such file/],
    [['Word', '--way', 'texture', '--mask', photo], /gcompris-kitten.jpg: ember has its own/],
    [['Word', '--way', 'texture', '--texture', photo], /nothing in it is transparent/],
    [['Word', '--way', 'texture', '--texture', photo, '--mask', texture], /they must be of one size/],
    [['A long line of words, much too long', '--style', 'scream', '--size', '4096'], /more than 24 million/],
    [['a'.repeat(10_000), '--style', 'scream'], /10000 characters are too many/],
  ] as const) {
    const { code, stdout, stderr } = await atelier(['letters', ...words, '--out', out]);
    expect({ code, stdout, lines: stderr.trim().split('\n').length }).toEqual({ code: 2, stdout: '', lines: 1 }); // prettier-ignore
    expect(stderr).toMatch(message);
  }
  expect(existsSync(out)).toBe(false);
});
