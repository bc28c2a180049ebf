import { readdirSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { beforeAll, expect, test } from 'vitest';
import type { Rgb } from '@atelier/stylize';
import { temporaryFolder } from '../../test/atelier.ts';
import { randomStyle } from '../../test/random-style.ts';
import { openEngine } from '../engine/engine.ts';
import { composeSheet, readPhoto } from '../files/photo.ts';
import { writeGallery } from './gallery.ts';

beforeAll(openEngine);

test('a sheet shows each photo in its cell, on white', async () => {
  const plain = (width: number, height: number, colour: number[]): Rgb => ({
    width,
    height,
    data: Uint8Array.from({ length: width * height * 3 }, (_, i) => colour[i % 3]!),
  });
  const [red, blue] = [plain(40, 20, [200, 0, 0]), plain(8, 60, [0, 0, 200])];
  const sheet = await composeSheet([[undefined, { photo: red }], [{ photo: blue, whole: true }]], { width: 30, height: 20, gap: 4 }); // prettier-ignore
  expect([sheet.width, sheet.height]).toEqual([64, 44]);
  const at = (x: number, y: number) => [...sheet.data.subarray((y * 64 + x) * 3, (y * 64 + x) * 3 + 3)];
  const white = [255, 255, 255];
  expect([at(5, 5), at(32, 10), at(40, 22), at(50, 30)]).toEqual([white, white, white, white]);
  expect([at(34, 0), at(63, 19)]).toEqual([[200, 0, 0], [200, 0, 0]]); // prettier-ignore
  expect([at(15, 34), at(2, 34), at(28, 34)]).toEqual([[0, 0, 200], white, white]); // shown whole
});

test('the gallery has a row for each style, its checkpoints, credits and links that lead somewhere', async () => {
  const folder = temporaryFolder();
  const style = await randomStyle(folder, 1);
  const twice = { ...style, checkpoints: [...style.checkpoints, { ...style.checkpoints[0]!, iteration: 9000 }] }; // prettier-ignore
  const out = join(folder, 'docs');
  let told = 0;
  await writeGallery([twice], out, () => told++);
  expect(told).toBe(1);

  const pictures = join(out, 'pictures/gallery');
  expect(readdirSync(pictures).sort()).toEqual([`${style.slug}.jpg`, 'contact-sheet.jpg'].sort());
  const size = async (name: string) => {
    const { width, height } = await readPhoto(join(pictures, name));
    return [width, height];
  };
  expect(await size('contact-sheet.jpg')).toEqual([7 * 216 + 6 * 6, 2 * 162 + 6]);
  expect(await size(`${style.slug}.jpg`)).toEqual([3 * 400 + 2 * 6, 2 * 300 + 6]);

  const text = readFileSync(join(out, 'gallery.md'), 'utf8');
  expect(text).toContain(`### ${style.title}\n`);
  expect(text).toContain(`${style.artist}, ${style.year}.`);
  expect(text).toContain('After 7 and 9,000 iterations, from the top.');
  expect(text).toContain('`plasma-eveningglow.jpg`, Debian package plasma-workspace-wallpapers, CC-BY-SA');
  const links = [...text.matchAll(/(?:\]\(|src=")([^)"]+)/g)].map(([, link]) => link!);
  expect(links.length).toBeGreaterThan(5);
  for (const link of links) expect(statSync(join(out, link)).isFile(), link).toBe(true);
});
