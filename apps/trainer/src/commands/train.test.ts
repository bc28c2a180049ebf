import { existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { copyFile } from 'node:fs/promises';
import { join, relative } from 'node:path';
import { readCheckpoint } from '@atelier/model/checkpoint';
import sharp from 'sharp';
import { expect, test } from 'vitest';
import { atelier, temporaryFolder } from '../../test/atelier.ts';
import { trainedStyles } from '../catalogue/styles.ts';
import { readPhoto } from '../files/photo.ts';
import type { RunDescription } from '../training/run-folder.ts';
import { nameAfter } from './train.ts';
import { assets, content, furthest, photos, small, style, train, weights } from '../../test/training.ts';

test('trains, prints the losses as the report did, and writes checkpoints, metrics and samples', async () => {
  const folder = temporaryFolder();
  const out = join(folder, 'run');
  const env = { ATELIER_HELD_OUT: '4' };
  const outcome = await atelier(train(out, 6, '--checkpoint-every', '4'), { env });
  expect(outcome).toMatchObject({ code: 0, stderr: '' });
  expect(outcome.stdout).toMatch(
    /\[Iteration 5\/6\] \[Content: [\d.e-]+ \([\d.e-]+\) Style: [\d.e-]+ \([\d.e-]+\) .*Total: [\d.e-]+ \([\d.e-]+\)\] [\d.]+ s\/iteration, \d+ s left/,
  );
  for (const iteration of [4, 6])
    for (const extension of ['safetensors', 'onnx', 'json'])
      expect(existsSync(join(out, `small_${iteration}.${extension}`))).toBe(true);
  const metrics = readFileSync(join(out, 'metrics.jsonl'), 'utf8').trim().split('\n').map((line) => JSON.parse(line) as { iteration: number }); // prettier-ignore
  expect(metrics.map(({ iteration }) => iteration)).toEqual([1, 2, 3, 4, 5, 6]);
  expect(readdirSync(join(out, 'samples')).sort()).toEqual([
    '0_4.jpg',
    '0_6.jpg',
    '1_4.jpg',
    '1_6.jpg',
    '2_4.jpg',
    '2_6.jpg',
  ]);

  const painting = join(folder, 'painting.png');
  const painted = await atelier([
    'stylize',
    '--checkpoint',
    join(out, 'small_6.onnx'),
    join(photos, 'plain.png'),
    '--out',
    painting,
  ]);
  expect(painted).toMatchObject({ code: 0, stderr: '' });
  const [before, after] = await Promise.all([readPhoto(join(photos, 'plain.png')), readPhoto(painting)]);
  expect([after.width, after.height]).toEqual([before.width, before.height]);

  const again = await atelier(train(out, 6));
  expect(again).toMatchObject({
    code: 2,
    stderr: expect.stringMatching(/^atelier: .*there is a run in this folder.*--resume.*\n$/) as string,
  });
});

test('trains where there is no TMPDIR, or none that can be written', async () => {
  const file = join(temporaryFolder(), 'file');
  writeFileSync(file, '');
  for (const TMPDIR of ['/nosuch', file]) {
    const out = temporaryFolder();
    expect(await atelier(train(out, 1), { env: { TMPDIR } })).toMatchObject({ code: 0, stderr: '' });
    expect(existsSync(join(out, 'small_1.safetensors'))).toBe(true);
  }
});

test('photos that cannot be used are named once and passed over, and the same run comes out each time', async () => {
  const folder = temporaryFolder();
  const album = join(folder, 'album');
  mkdirSync(album);
  for (const name of [
    'plain.png',
    'turned.jpg',
    'cut.jpg',
    'empty.png',
    'text.jpg',
    'one-pixel.png',
    'bomb.png',
  ])
    await copyFile(join(photos, name), join(album, name));
  await copyFile(join(photos, 'plain.png'), join(album, '._plain.png'));
  writeFileSync(join(album, 'IMG_1.HEIC'), '');
  const on = (folder: string) =>
    atelier(['train', '--style', style, '--content', album, '--name', 'small', '--out', folder, ...small, '--iterations', '6']); // prettier-ignore
  const begun = await on(join(folder, 'run'));
  expect(begun).toMatchObject({ code: 0, stdout: expect.stringContaining('7 photos to train on') as string });
  const bad = ['bomb.png', 'cut.jpg', 'empty.png', 'one-pixel.png', 'text.jpg'];
  const named = (stderr: string) => stderr.trim().split('\n').sort();
  expect(named(begun.stderr)).toEqual([
    ...bad.map((name) => expect.stringMatching(`^atelier: .*/album/${name}: .*; passed over$`) as string),
    expect.stringMatching(/album: 1 file is in formats that are not read: 1 \.heic$/) as string,
  ]);
  const again = await on(join(album, 'again')); // inside what is trained on
  expect(named(again.stderr)).toEqual(named(begun.stderr));
  expect(weights(join(album, 'again'), 6)).toEqual(weights(join(folder, 'run'), 6));
});

/** How far, after one iteration, the weights of a run are from those of a network. */
async function fromNetwork(network: string, ...words: string[]) {
  const out = join(temporaryFolder(), 'run');
  const one = ['--size', '32', '--batch', '1', '--style-size', '64', '--iterations', '1', '--out', out];
  const { code, stdout, stderr } = await atelier(['train', '--style', style, '--content', content, '--name', 'small', ...one, ...words]); // prettier-ignore
  expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
  const first = readCheckpoint(readFileSync(join(assets, network))).tensors;
  const { config } = JSON.parse(readFileSync(join(out, 'run.json'), 'utf8')) as RunDescription;
  return { far: furthest(weights(out, 1), first), stdout, startFrom: config.startFrom };
}

const step = 0.003; // Adam's first, and half precision

test('the quick preset goes on from the network that is built in, unless told not to', async () => {
  const start = 'start/start.safetensors';
  const quick = await fromNetwork(start, '--preset', 'quick');
  expect(quick.far).toBeLessThan(step);
  expect(quick.startFrom).toBe('start');
  const random = await fromNetwork(start, '--preset', 'quick', '--start-from', 'random');
  expect(random.far).toBeGreaterThan(step);
  expect(random.startFrom).toBe('random');
});

test('--start-from auto goes on from the built-in style that is nearest: of a smaller copy of its picture, that style', async () => {
  const copy = join(temporaryFolder(), 'copy.png');
  await sharp(join(assets, 'styles/great-wave/style.jpg')).resize(400).toFile(copy);
  const network = (await trainedStyles(['great-wave']))[0]!.checkpoints.at(-1)!.path;
  const { far, stdout, startFrom } = await fromNetwork(relative(assets, network), '--style', copy, '--start-from', 'auto'); // prettier-ignore
  expect(stdout).toMatch(/^Starting from great-wave: /m);
  expect(far).toBeLessThan(step);
  expect(startFrom).toBe('network');
});

test('bad input is refused in one line, and leaves nothing', async () => {
  const folder = temporaryFolder();
  const out = join(folder, 'run');
  mkdirSync(join(folder, 'empty'));
  mkdirSync(join(folder, 'text'));
  await copyFile(join(photos, 'text.jpg'), join(folder, 'text/text.jpg'));
  const cases: [words: string[], message: RegExp][] = [
    [['train'], /--style is missing/],
    [
      ['train', '--resume', folder, '--iterations', '9', '--style', style],
      /--style: a run goes on with its own settings, but for --iterations/,
    ],
    [
      ['train', '--style', style, '--preset', 'quick', '--width', '32', '--out', out],
      /--width 32: the network to start from has 16; leave --width out/,
    ],
    [['train', '--style', join(folder, 'none.jpg'), '--out', out], /none\.jpg: no such file/],
    [['train', '--style', join(photos, 'text.jpg'), '--out', out], /text\.jpg: not a picture/],
    [
      ['train', '--style', join(photos, 'truncated.jpg'), '--out', out],
      /truncated\.jpg: .*(damaged|cut short)/,
    ],
    [['train', '--style', join(photos, 'one-pixel.png'), '--out', out], /one-pixel\.png: 1×1 pixels/],
    [
      ['train', '--style', join(photos, 'bomb.png'), '--out', out],
      /bomb\.png: 60000×60000 pixels are too many/,
    ],
    [
      ['train', '--style', style, '--content', join(folder, 'empty'), '--out', out],
      /empty: no pictures in this folder/,
    ],
    [
      ['train', '--style', style, '--content', join(folder, 'nowhere'), '--out', out],
      /nowhere: no such file or folder/,
    ],
    [
      ['train', '--style', style, '--content', join(folder, 'text'), '--out', out, ...small],
      /text\.jpg: not a picture.*; none of the 1 photos can be used/,
    ],
    [['train', '--style', style, '--size', '33', '--out', out], /--size 33: must be a multiple of 4/],
    [
      ['train', '--style', style, '--loss-network', 'vgg16', '--out', out],
      /vgg16 is not here yet: atelier fetch vgg16/,
    ],
    [['train', '--resume', folder], /run\.json: no such file/],
  ];
  for (const [words, message] of cases) {
    const { code, stderr } = await atelier(words, {
      env: { ATELIER_CACHE: join(folder, 'cache'), ATELIER_ENGINE: 'auto' },
    });
    expect({ words, code, lines: stderr.trim().split('\n').length }).toEqual({ words, code: 2, lines: 1 });
    expect(stderr).toMatch(message);
    expect(existsSync(out), words.join(' ')).toBe(false);
  }
});

test.each([
  ['/pictures/星空.jpg', '星空'],
  ['/pictures/梵高 星月夜 (1889).jpeg', '梵高-星月夜-1889-'],
  ['Été.png', 'Été'],
  ['..hidden.png', '-hidden'],
])('a run is called after its style picture: %s', (style, name) => {
  expect(nameAfter(style)).toBe(name);
});
