import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { cpSync, existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { LossNetwork } from '@atelier/model';
import { readCheckpoint } from '@atelier/model/checkpoint';
import { expect, test } from 'vitest';
import { atelier, start, temporaryFolder } from '../../../test/atelier.ts';
import { openEngine } from '../../engine/engine.ts';
import { heldOutPaintings, heldOutPhotos } from '../../files/assets.ts';

const small = [
  '--teacher',
  'compact',
  '--content',
  heldOutPhotos,
  '--batch',
  '2',
  '--size',
  '32',
  '--log-every',
  '1',
];

test('a loss network is trained from photos and paintings, and the same seed gives the same one', async () => {
  const folder = temporaryFolder();
  const distill = async (name: string, ...words: string[]) => {
    const out = join(folder, name);
    const { code, stdout, stderr } = await atelier(['distill', ...small, '--paintings', heldOutPaintings, '--iterations', '4', '--out', out, ...words]); // prettier-ignore
    expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
    return { bytes: readFileSync(out), errors: [...stdout.matchAll(/relu3_3: ([\d.]+) /g)].map(([, error]) => Number(error)) }; // prettier-ignore
  };
  const [one, again, other] = [
    await distill('one'),
    await distill('again'),
    await distill('other', '--seed', '2'),
  ];
  expect(one.errors).toHaveLength(4);
  expect(again.errors).toEqual(one.errors);
  expect(again.bytes.equals(one.bytes)).toBe(true);
  expect(other.bytes.equals(one.bytes)).toBe(false);

  const { metadata, tensors } = readCheckpoint(one.bytes);
  expect(metadata).toMatchObject({ kind: 'loss-network', architecture: { name: 'compact' }, iteration: 4 });
  await openEngine();
  new LossNetwork('compact', tensors).dispose(); // throws where a tensor is missing, misshapen or not finite
});

test('a photo that is damaged is named and passed over', async () => {
  const folder = temporaryFolder();
  const [own, broken] = [join(folder, 'photos'), join(folder, 'photos', 'broken.jpg')];
  cpSync(heldOutPhotos, own, { recursive: true });
  writeFileSync(broken, readFileSync(join(own, 'gcompris-kitten.jpg')).subarray(0, 3000));
  const out = join(folder, 'out.safetensors');
  // Two photos at a time, so that each of the 21 is met.
  const words = [
    'distill',
    ...small.map((word) => (word === heldOutPhotos ? own : word)),
    '--iterations',
    '11',
    '--out',
    out,
  ];
  expect(await atelier(words)).toMatchObject({
    code: 0,
    stderr: expect.stringMatching(
      /^atelier: .*broken\.jpg: the picture is damaged .*; passed over\n$/,
    ) as string,
  });
  expect(readCheckpoint(readFileSync(out)).metadata.iteration).toBe(11);
});

test.each(['SIGINT', 'SIGTERM', 'SIGHUP'] as const)(
  'at %s the loss network so far is written',
  async (signal) => {
    const out = join(temporaryFolder(), 'out.safetensors');
    const words = ['distill', ...small, '--iterations', '100000', '--save-every', '100000', '--out', out];
    const child = spawn(process.execPath, [start, ...words], { stdio: ['ignore', 'pipe', 'inherit'] });
    let said = '';
    for await (const line of createInterface(child.stdout)) {
      said += `${line}\n`;
      if (line.startsWith('[Iteration 2/')) child.kill(signal);
    }
    expect(child.exitCode ?? (await once(child, 'exit'))[0]).toBe(0);
    expect(said).toMatch(/Stopping after this iteration[^]*\[Iteration (\d+)\/100000\][^]*Written: /);
    const last = Number([...said.matchAll(/\[Iteration (\d+)\//g)].at(-1)![1]);
    expect(readCheckpoint(readFileSync(out)).metadata).toMatchObject({
      kind: 'loss-network',
      iteration: last,
    });
  },
);

test('what cannot be distilled is refused in one line, and nothing is written', async () => {
  const out = join(temporaryFolder(), 'out.safetensors');
  for (const [words, message] of [
    [['--teacher', 'none.safetensors'], /none\.safetensors: no such file/],
    [['--content', 'no-photos'], /no-photos: no such file or folder/],
    [['--size', '36'], /--size 36: /],
    [['--learning-rate', '1e12', '--iterations', '9'], /the training diverged/],
  ] as const) {
    const { code, stderr } = await atelier(['distill', ...small, '--out', out, ...words]);
    expect({ code, lines: stderr.trim().split('\n').length }, String(words)).toEqual({ code: 2, lines: 1 });
    expect(stderr).toMatch(message);
    expect(existsSync(out)).toBe(false);
  }
});
