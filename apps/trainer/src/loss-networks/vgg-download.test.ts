import { readdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { readCheckpoint, type Tensors, writeSafetensors } from '@atelier/model/checkpoint';
import { IMAGENET, LossNetwork, randomLossNetwork } from '@atelier/model';
import { writePth } from '@atelier/model/pytorch';
import * as tf from '@tensorflow/tfjs-core';
import { readFile } from 'node:fs/promises';
import { expect, test } from 'vitest';
import { atelier, temporaryFolder } from '../../test/atelier.ts';
import { openEngine } from '../engine/engine.ts';
import { torchvisionTensors } from './vgg.ts';
import { downloadVgg } from './vgg-download.ts';
import {
  tensors,
  file,
  digest,
  wanted,
  wantedBytes,
  megabytes,
  type Answer,
  serve,
  ranges,
  changed,
} from '../../test/vgg-server.ts';

test('only what is needed is fetched', async () => {
  const server = await serve(ranges(file));
  const folder = temporaryFolder();
  const progress: number[] = [];
  const got = await downloadVgg('vgg16', server.url, folder, (done, total) => progress.push(done / total));
  expect(digest(got)).toEqual(wanted);
  expect(server.requests).toBe(4); // the header's length, the header, two stretches of tensors
  expect(server.sent).toBeLessThan(file.length - 400_000);
  expect(progress.at(-1)).toBe(1);
  expect(readdirSync(folder)).toEqual([]);
});

test('a server without range requests', async () => {
  const server = await serve((_request, response) => {
    response.writeHead(200, { 'content-length': file.length }).end(file);
  });
  expect(digest(await downloadVgg('vgg16', server.url, temporaryFolder()))).toEqual(wanted);
});

test('a connection that is cut half-way goes on where it ended', async () => {
  const server = await serve(ranges(file, (length) => (length > 2e6 ? Math.floor(length / 2) : length)));
  expect(digest(await downloadVgg('vgg16', server.url, temporaryFolder()))).toEqual(wanted);
  expect(megabytes(server.sent)).toBe(megabytes(wantedBytes));
});

test('after a failure the next run goes on with what has arrived', async () => {
  const dies: Answer = ranges(file, (length, { sent }) => (sent > 20e6 ? 0 : Math.min(length, 7_000_000)));
  let answer = dies;
  const server = await serve((request, response, self) => answer(request, response, self));
  const folder = temporaryFolder();
  await expect(downloadVgg('vgg16', server.url, folder)).rejects.toThrow(/no connection|ended early/);
  expect(readdirSync(folder)).toHaveLength(1);
  answer = ranges(file);
  server.sent = 0;
  expect(digest(await downloadVgg('vgg16', server.url, folder))).toEqual(wanted);
  expect(megabytes(server.sent)).toBeLessThan(12);
  expect(readdirSync(folder)).toEqual([]);
});

test('a file that changes during the download', async () => {
  const server = await serve((request, response, self) =>
    ranges(file, undefined, `"v${self.requests}"`)(request, response, self),
  );
  await expect(downloadVgg('vgg16', server.url, temporaryFolder())).rejects.toThrow(
    'changed during the download',
  );
});

test('what is not the file is refused by the command, with one line and nothing kept', async () => {
  const short = file.subarray(0, 9_000_000);
  const cases: [string, Answer, RegExp][] = [
    [
      '404',
      (_request, response) => void response.writeHead(404).end('no'),
      /answers 404 Not Found; .*--url or a file with --file/,
    ],
    [
      '500',
      (_request, response) => void response.writeHead(500).end('no'),
      /answers 500 .*--url or a file with --file/,
    ],
    ['a web page', ranges(Buffer.from('<!doctype html><title>hello</title>')), /not a safetensors file/],
    ['a short file', ranges(short), /cut short: 9000000 bytes, the tensor features\.\S+ ends at/],
    ['a very short file', ranges(Buffer.alloc(4)), /cut short/],
    [
      'a wrong shape',
      ranges(changed('features.5.weight', (tensor) => (tensor.shape = [128, 64, 9, 1]))),
      /features\.5\.weight is 128×64×9×1, not 128×64×3×3/,
    ],
    [
      'not a number',
      ranges(changed('features.21.bias', ({ data }) => (data[3] = NaN))),
      /features\.21\.bias holds values that are not finite/,
    ],
    [
      'a missing tensor',
      ranges(Buffer.from(writeSafetensors(new Map([...tensors].slice(3)), {}))),
      /the tensor features\.\S+ is missing/,
    ],
  ];
  const outcomes = await Promise.all(
    cases.map(async ([name, answer, message]) => {
      const server = await serve(answer);
      const cache = temporaryFolder();
      const outcome = await atelier(['fetch', 'vgg16', '--url', server.url], {
        env: { ATELIER_CACHE: cache },
      });
      return { name, message, outcome, left: readdirSync(cache) };
    }),
  );
  for (const { name, message, outcome, left } of outcomes) {
    expect(outcome, name).toEqual({ code: 2, stdout: '', stderr: expect.stringMatching(message) as string });
    expect(outcome.stderr.trimEnd().split('\n'), name).toHaveLength(1);
    expect(left.filter((file) => !file.endsWith('.part'))).toEqual([]);
  }
});

test('atelier fetch vgg16 keeps the loss network in the cache and asks only once', async () => {
  const server = await serve(ranges(file));
  const cache = temporaryFolder();
  const words = ['fetch', 'vgg16', '--url', server.url];
  expect(await atelier(words, { env: { ATELIER_CACHE: cache } })).toMatchObject({ code: 0, stderr: '' });
  const { metadata, tensors: kept } = readCheckpoint(await readFile(join(cache, 'vgg16.safetensors')));
  expect(metadata).toMatchObject({ kind: 'loss-network', architecture: { name: 'vgg16', width: 64 } });
  expect(kept.size).toBe(20);
  expect(kept.get('conv4_3.bias')).toEqual(tensors.get('features.21.bias'));
  const { requests } = server;
  expect(await atelier(words, { env: { ATELIER_CACHE: cache } })).toMatchObject({
    code: 0,
    stdout: expect.stringContaining('there already') as string,
  });
  expect(server.requests).toBe(requests);
});

test('the weights may come from a file, in safetensors or PyTorch format', async () => {
  const folder = temporaryFolder();
  writeFileSync(join(folder, 'a.safetensors'), file);
  writeFileSync(join(folder, 'b.pth'), writePth(tensors));
  for (const name of ['a.safetensors', 'b.pth']) {
    const env = { ATELIER_CACHE: join(folder, `cache-${name}`) };
    expect(await atelier(['fetch', 'vgg16', '--file', join(folder, name)], { env })).toMatchObject({
      code: 0,
    });
    const kept = readCheckpoint(await readFile(join(env.ATELIER_CACHE, 'vgg16.safetensors')));
    expect(kept.tensors.get('conv1_1.weight')).toEqual(tensors.get('features.0.weight'));
  }
  expect(await atelier(['fetch', 'vgg16', '--file', join(folder, 'none.pth')])).toEqual({
    code: 2,
    stdout: '',
    stderr: `atelier: ${join(folder, 'none.pth')}: no such file or folder\n`,
  });
});

test('VGG-19 takes RGB 0..1 where torchvision wants the scale of ImageNet, and gives the same features', async () => {
  await openEngine();
  const random = randomLossNetwork('vgg19', 3);
  const names = torchvisionTensors('vgg19');
  const published: Tensors = new Map([...names].map(([source, { name }]) => [source, random.get(name)!]));
  published.set('features.0.bias', { shape: [64], data: new Float32Array(64).fill(0.1) });
  published.set('features.21.weight', { shape: [1], data: new Float32Array([1]) });
  const folder = temporaryFolder();
  writeFileSync(join(folder, 'vgg19.safetensors'), writeSafetensors(published, { format: 'pt' }));
  const env = { ATELIER_CACHE: folder };
  expect(await atelier(['fetch', 'vgg19', '--file', join(folder, 'vgg19.safetensors')], { env })).toMatchObject({ code: 0 }); // prettier-ignore
  const kept = readCheckpoint(await readFile(join(folder, 'vgg19.safetensors'))).tensors;
  expect(kept.size).toBe(18);

  const photo = tf.randomUniform<tf.Rank.R4>([1, 24, 32, 3], 0, 1, 'float32', 4);
  const ours = new LossNetwork('vgg19', kept);
  const asPublished: Tensors = new Map(
    [...names].map(([source, { name }]) => [name, published.get(source)!]),
  );
  const theirs = new LossNetwork('vgg19', asPublished);
  const scaled = tf.div<tf.Tensor4D>(tf.sub(photo, IMAGENET.mean), IMAGENET.deviation);
  const wanted = theirs.features(scaled);
  ours.features(photo).forEach((map, stage) => {
    const difference =
      tf.norm(tf.sub(map, wanted[stage]!)).dataSync()[0]! / tf.norm(wanted[stage]!).dataSync()[0]!;
    expect(difference, `stage ${stage + 1}`).toBeLessThan(1e-5);
  });
});
