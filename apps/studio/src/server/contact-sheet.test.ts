import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import sharp from 'sharp';
import { afterAll, beforeAll, expect, test } from 'vitest';

let folder = '';
beforeAll(async () => {
  folder = await mkdtemp(path.join(tmpdir(), 'atelier-captions-'));
  // A machine without any font: Fontconfig reads this once, before the first text.
  const settings = path.join(folder, 'fonts.conf');
  await writeFile(settings, `<fontconfig><cachedir>${folder}</cachedir></fontconfig>`);
  process.env.FONTCONFIG_FILE = settings;
  process.env.ATELIER_CACHE = folder;
});
afterAll(() => rm(folder, { recursive: true }));

test('titles are drawn in both languages, whatever fonts a machine has', async () => {
  const { captionPicture } = await import('./contact-sheet.ts');
  const drawn = async (title: string) => {
    const data = await sharp(await captionPicture(title))
      .extractChannel('alpha')
      .raw()
      .toBuffer();
    expect(data.filter((cover) => cover > 200).length / data.length, title).toBeGreaterThan(0.05);
    return Buffer.from(data).toString('base64');
  };
  // Where there is no letter for a character, others without one look like it.
  const titles = ['星', '月', '夜', 'A', 'g'];
  expect(new Set(await Promise.all(titles.map(drawn))).size).toBe(titles.length);
});
