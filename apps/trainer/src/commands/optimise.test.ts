import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { copyFileSync, existsSync, linkSync, readFileSync, symlinkSync } from 'node:fs';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { expect, test } from 'vitest';
import { atelier, temporaryFolder } from '../../test/atelier.ts';
import { galleryPhotos } from '../files/assets.ts';
import { readPhoto } from '../files/photo.ts';

const start = join(import.meta.dirname, '../../atelier.mjs');
const [photo, style] = galleryPhotos.map(({ path }) => path) as [string, string];
const small = ['--content', photo, '--style', style, '--size', '64', '--style-size', '64'];

test('more iterations bring the picture nearer to content and style; the same words give the same picture', async () => {
  const folder = temporaryFolder();
  const optimise = async (name: string, iterations: number) => {
    const out = join(folder, name);
    const { code, stdout, stderr } = await atelier(['optimise', ...small, '--iterations', String(iterations), '--out', out]); // prettier-ignore
    expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
    return { picture: await readPhoto(out), total: Number(/Total: ([\d.]+)/.exec(stdout)![1]) };
  };
  const [early, late, again] = [
    await optimise('3.png', 3),
    await optimise('30.png', 30),
    await optimise('b.png', 30),
  ];
  expect(late.total).toBeLessThan(early.total);
  expect(again).toEqual(late);
  const original = await readPhoto(photo, { size: 64 });
  expect([late.picture.width, late.picture.height]).toEqual([original.width, original.height]);
  expect(late.picture.data).not.toEqual(original.data);
});

test.each(['SIGINT', 'SIGTERM', 'SIGHUP'] as const)('at %s the picture so far is written', async (signal) => {
  const out = join(temporaryFolder(), 'out.png');
  const child = spawn(
    process.execPath,
    [start, 'optimise', ...small, '--iterations', '100000', '--out', out],
    {
      stdio: ['ignore', 'pipe', 'inherit'],
    },
  );
  let said = '';
  for await (const line of createInterface(child.stdout)) {
    said += `${line}\n`;
    if (line.includes('with the picture so far')) child.kill(signal);
  }
  expect(child.exitCode ?? (await once(child, 'exit'))[0]).toBe(0);
  expect(said).toMatch(/Stopping after this iteration[^]*out\.png: iteration \d+\/100000/);
  expect((await readPhoto(out)).width).toBeGreaterThan(0);
});

test('neither photo nor style picture is replaced, by whatever name', async () => {
  const folder = temporaryFolder();
  const [original, link, hard] = ['a.jpg', 'link.jpg', 'hard.jpg'].map((name) => join(folder, name)) as [string, string, string]; // prettier-ignore
  copyFileSync(photo, original);
  symlinkSync(original, link);
  linkSync(original, hard);
  for (const [option, out] of [
    ['--content', original],
    ['--content', link],
    ['--content', hard],
    ['--style', link],
  ] as const) {
    const { code, stderr } = await atelier(['optimise', ...small, option, original, '--iterations', '1', '--out', out]); // prettier-ignore
    expect({ code, stderr }).toEqual({ code: 2, stderr: expect.stringContaining(`would replace ${original}`) as string }); // prettier-ignore
  }
  expect(readFileSync(original)).toEqual(readFileSync(photo));
});

test('what cannot be painted is refused in one line, and nothing is written', async () => {
  const folder = temporaryFolder();
  const out = join(folder, 'out.png');
  for (const [words, message] of [
    [['--content', 'none.jpg'], /none\.jpg: no such file/],
    [['--style', 'none.jpg'], /none\.jpg: no such file/],
    [['--out', join(folder, 'out.bmp')], /pictures are written as/],
    [['--style-weight', '1e39', '--iterations', '5'], /the losses grew beyond all bounds/],
  ] as const) {
    const { code, stderr } = await atelier(['optimise', ...small, '--out', out, ...words]);
    expect({ code, lines: stderr.trim().split('\n').length }, String(words)).toEqual({ code: 2, lines: 1 });
    expect(stderr).toMatch(message);
    expect(existsSync(out)).toBe(false);
  }
});
