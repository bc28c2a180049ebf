import { mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { copyFile } from 'node:fs/promises';
import { join } from 'node:path';
import { writeCheckpoint } from '@atelier/model/checkpoint';
import { importPth } from '@atelier/model/pytorch';
import { expect, test } from 'vitest';
import type { Rgb } from '@atelier/stylize';
import { atelier, temporaryFolder } from '../../test/atelier.ts';
import { readPhoto, writePhoto } from '../files/photo.ts';
import { difference, network, paint, photos, plain } from '../../test/stylizing.ts';

test('a folder of every kind of photo: sizes, alpha and orientation are kept, bad ones are named', async () => {
  const folder = temporaryFolder();
  const out = join(folder, 'out');
  mkdirSync(join(folder, 'in/deep'), { recursive: true });
  const good = ['plain.png', 'plain.tif', 'turned.jpg', 'grey.jpg', 'grey16.png', 'cmyk.jpg', 'alpha.png'];
  const bad = ['text.jpg', 'truncated.jpg', 'bomb.png', 'one-pixel.png', 'empty.png'];
  for (const name of [...good.slice(1), ...bad]) await copyFile(join(photos, name), join(folder, 'in', name));
  await copyFile(plain, join(folder, 'in/deep/plain.webp.png'));
  const painted = await atelier(['stylize', '--checkpoint', network, join(folder, 'in'), '--out', out]);
  expect(painted.stdout).toBe('Painted 7 of 12 photos\n');
  expect(painted.stderr.trimEnd().split('\n')).toEqual(
    [...bad].sort().map((name) => expect.stringMatching(`^atelier: .*/in/${name}: `) as string),
  );
  expect(painted.code).toBe(2);
  const names = readdirSync(out, { recursive: true, encoding: 'utf8' }).sort();
  expect(names).toEqual(
    [
      'alpha.png',
      'cmyk.jpg',
      'deep',
      'deep/plain.webp.png',
      'grey.jpg',
      'grey16.png',
      'plain.png',
      'turned.jpg',
    ].sort(),
  );
  for (const name of names.filter((name) => name !== 'deep'))
    expect(await readPhoto(join(out, name)), name).toMatchObject({ width: 48, height: 36 });
  expect((await readPhoto(join(out, 'alpha.png'))).alpha).toEqual(
    (await readPhoto(join(photos, 'alpha.png'))).alpha,
  );
  // The threads paint what the command paints for a single photo; one that was turned, as if it had been upright.
  await paint(plain, '--out', join(folder, 'one.png'));
  const one = await readPhoto(join(folder, 'one.png'));
  expect(await readPhoto(join(out, 'deep/plain.webp.png'))).toEqual(one);
  expect(difference(await readPhoto(join(out, 'turned.jpg')), one).mean).toBeLessThan(10);
});

test('what cannot be painted is refused in one line, and nothing is written', async () => {
  const cwd = temporaryFolder();
  const checkpoint = importPth(readFileSync(network));
  const whole = writeCheckpoint(checkpoint);
  writeFileSync(join(cwd, 'good.safetensors'), whole);
  writeFileSync(join(cwd, 'short.safetensors'), whole.subarray(0, 1000));
  const other = {
    ...checkpoint.metadata,
    kind: 'loss-network' as const,
    architecture: { name: 'vgg16' as const, width: 64 },
  };
  writeFileSync(join(cwd, 'other.safetensors'), writeCheckpoint({ ...checkpoint, metadata: other }));
  const newer = { ...checkpoint.metadata, formatVersion: 2 as 1 };
  writeFileSync(join(cwd, 'newer.safetensors'), writeCheckpoint({ ...checkpoint, metadata: newer }));
  await copyFile(plain, join(cwd, 'photo.png'));
  await copyFile(plain, join(cwd, 'photo.jpg'));
  mkdirSync(join(cwd, 'empty'));
  const before = readdirSync(cwd);
  const out = ['--out', 'a.png'];
  const good = ['--checkpoint', 'good.safetensors'];
  const photo = (name: string) => join(photos, name);
  const cases: [string[], RegExp][] = [
    [[...good, ...out, 'none.jpg'], /none\.jpg: no such file or folder/],
    [[...good, ...out, photo('text.jpg')], /text\.jpg: not a picture/],
    [[...good, ...out, photo('truncated.jpg')], /truncated\.jpg: the picture is damaged or cut short/],
    [[...good, ...out, photo('one-pixel.png')], /1×1 pixels, but at least 32 a side/],
    [[...good, ...out, photo('bomb.png')], /60000×60000 pixels are too many/],
    [[...good, '--out', 'new', 'empty'], /empty: no pictures in this folder/],
    [[...good, '--out', 'a.bmp', 'photo.png'], /a\.bmp: pictures are written as \.png/],
    [[...good, '--out', 'photo.png', 'photo.png'], /the painting would replace the photo photo\.png/],
    [[...good, '--out', 'a.png', 'photo.png', 'photo.jpg'], /several photos go into a folder/],
    [[...good, ...out, '--strength', '2', 'photo.png'], /--strength 2: /],
    [[...good, ...out, '--strokes', 'huge', 'photo.png'], /--strokes huge: /],
    [['--checkpoint', 'none.safetensors', ...out, 'photo.png'], /none\.safetensors: no such file/],
    [['--checkpoint', 'photo.png', ...out, 'photo.png'], /checkpoints are \.safetensors, \.onnx or \.pth/],
    [['--checkpoint', 'short.safetensors', ...out, 'photo.png'], /short\.safetensors: the file is cut short/],
    [
      ['--checkpoint', 'other.safetensors', ...out, 'photo.png'],
      /holds vgg16 .*, not a network to paint with/,
    ],
    [['--checkpoint', 'newer.safetensors', ...out, 'photo.png'], /format version 2, .* update Atelier/],
    [['--style', 'no-such-style', ...out, 'photo.png'], /there is no style no-such-style; there are /],
    [[...out, 'photo.png'], /say what to paint with/],
    [[...good, ...out, 'photo.png', '--device', 'abacus'], /--device abacus: here there are cpu, /],
    [[...good, 'photo.png'], /required option '--out <path>' not specified/],
  ];
  for (const [words, message] of cases) {
    const { code, stdout, stderr } = await atelier(['stylize', ...words], { cwd });
    expect(stderr, words.join(' ')).toMatch(/^atelier: [^\n]+\n$/);
    expect(stderr, words.join(' ')).toMatch(message);
    expect([code, stdout]).toEqual([2, '']);
  }
  expect(readdirSync(cwd)).toEqual(before);
});

test('when the disk is full the last good painting stays whole', async () => {
  const cwd = temporaryFolder();
  let x = 1;
  const random = () => (x = (Math.imul(1664525, x) + 1013904223) >>> 0) >>> 24;
  const noise: Rgb = { width: 128, height: 128, data: Uint8Array.from({ length: 128 * 128 * 3 }, random) };
  await writePhoto(noise, join(cwd, 'noise.png'));
  await paint(join(cwd, 'noise.png'), '--out', join(cwd, 'a.png'));
  const last = readFileSync(join(cwd, 'a.png'));
  // The limit on a file's size stands for a full disk: writing fails half-way, as it would there.
  const words = ['stylize', '--checkpoint', network, 'noise.png', '--strength', '0.9', '--out', 'a.png'];
  const { code, stderr } = await atelier(words, { cwd, limit: '-f 8' });
  expect(stderr).toMatch(/^atelier: a\.png: larger than files may become here; [^\n]+\n$/);
  expect(code).toBe(2);
  expect(readFileSync(join(cwd, 'a.png'))).toEqual(last);
  expect(readdirSync(cwd).sort()).toEqual(['a.png', 'noise.png']);
});
