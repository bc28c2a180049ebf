import { existsSync, readdirSync, rmSync, utimesSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import sharp from 'sharp';
import { expect, test, vi } from 'vitest';

vi.hoisted(() => (process.env.ATELIER_CACHE = `/tmp/atelier-test-index-${process.pid}`));

import { temporaryFolder } from '../../test/atelier.ts';
import { env } from '../env.ts';
import { PhotoIndex } from './photo-index.ts';

const cache = join(env.ATELIER_CACHE, 'photos');
const jpeg = (side: number) =>
  sharp({ create: { width: side, height: side, channels: 3, background: '#357' } })
    .jpeg()
    .toBuffer();

test('a photo is looked at once, until its size or time changes, and forgotten when it is gone', async () => {
  const folder = temporaryFolder();
  const [a, b] = [join(folder, 'a.jpg'), join(folder, 'b.jpg')];
  writeFileSync(a, await jpeg(64));
  writeFileSync(b, await jpeg(8));
  const looked: string[] = [];
  const ask = async (paths: string[]) => {
    looked.length = 0;
    const index = await PhotoIndex.open(folder);
    const problems = [];
    for (const path of paths) {
      problems.push(await index.problemOf(path, 16));
      await index.facts(path, 16, (each) => {
        looked.push(each);
        return Promise.resolve({ damage: '' });
      });
    }
    await index.save();
    return problems;
  };
  const small = expect.stringMatching(/b\.jpg: .*8.*16/) as string;
  expect([await ask([a, b]), [...looked]]).toEqual([[undefined, small], [a]]);
  expect([await ask([a, b]), [...looked]]).toEqual([[undefined, small], []]);
  utimesSync(a, new Date(), new Date(Date.now() + 5000));
  writeFileSync(b, await jpeg(48));
  expect([await ask([a, b]), [...looked]]).toEqual([
    [undefined, undefined],
    [a, b],
  ]);
  rmSync(a);
  await ask([b]);
  writeFileSync(a, await jpeg(64));
  await ask([a, b]);
  expect(looked).toEqual([a]);
  // A damaged index is none.
  for (const name of readdirSync(cache)) writeFileSync(join(cache, name), '{"format":1,"photos"');
  await ask([a, b]);
  expect(looked).toEqual([a, b]);
  expect(existsSync(cache)).toBe(true);
  rmSync(env.ATELIER_CACHE, { recursive: true });
});
