import { copyFileSync, existsSync, mkdirSync, readdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import sharp from 'sharp';
import { expect, test } from 'vitest';
import { atelier, temporaryFolder } from '../../test/atelier.ts';
import { photo } from '../../test/photo-server.ts';

test('a folder is checked, and with --fix what is of no use is moved aside', async () => {
  const folder = temporaryFolder();
  mkdirSync(join(folder, 'sub'));
  for (let k = 0; k < 5; k++) writeFileSync(join(folder, `${k}.jpg`), await photo(k, 240, 200));
  copyFileSync(join(folder, '1.jpg'), join(folder, 'sub', 'copy.jpg'));
  writeFileSync(join(folder, 'smaller.jpg'), await sharp(join(folder, '2.jpg')).resize(130).toBuffer());
  writeFileSync(join(folder, 'cut.jpg'), (await photo(9, 300, 300)).subarray(0, 3000));
  writeFileSync(join(folder, 'text.png'), 'no picture');
  writeFileSync(
    join(folder, 'grey.jpg'),
    await sharp(await photo(7, 240, 200))
      .grayscale()
      .toBuffer(),
  );
  const cache = { ATELIER_CACHE: temporaryFolder() };
  const check = (...words: string[]) =>
    atelier(['dataset', 'check', folder, '--iterations', '100', ...words], { env: cache });
  const { code, stdout } = await check();
  expect(code).toBe(0);
  expect(stdout).toContain('10 photos: 8 can be used, 2 cannot');
  expect(stdout).toContain('2 nearly the same as another, 1 grey, 1 with a side shorter than 192 pixels');
  expect(stdout).toMatch(/cut\.jpg: .+\n/);
  expect(stdout).toMatch(/text\.png: .+\n/);
  expect(stdout).toMatch(/copy\.jpg: nearly the same as .*1\.jpg/);
  expect(stdout).toContain(
    '8 photos to train on, 4 an iteration: all of them once in 2 iterations, 50 times in 100',
  );
  expect(existsSync(join(folder, '.aside'))).toBe(false);
  expect((await check()).stdout).toBe(stdout);
  expect((await check('--fix')).stdout).toContain(`4 moved to ${join(folder, '.aside')}`);
  expect(readdirSync(folder).sort()).toEqual([
    '.aside',
    '0.jpg',
    '1.jpg',
    '2.jpg',
    '3.jpg',
    '4.jpg',
    'grey.jpg',
    'sub',
  ]);
  expect(existsSync(join(folder, '.aside/sub/copy.jpg'))).toBe(true);
  expect((await check()).stdout).toContain('6 photos: 6 can be used, 0 cannot');
});
