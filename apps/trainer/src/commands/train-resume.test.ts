import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { cpSync, existsSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { copyFile } from 'node:fs/promises';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { readCheckpoint, writeCheckpoint } from '@atelier/model/checkpoint';
import { expect, test } from 'vitest';
import { atelier, temporaryFolder } from '../../test/atelier.ts';
import { content, furthest, photos, small, style, train, weights } from '../../test/training.ts';

const start = join(import.meta.dirname, '../../atelier.mjs');

test('killed without warning and resumed, it ends with the weights of a run that was not', async () => {
  const folder = temporaryFolder();
  const [whole, killed] = [join(folder, 'whole'), join(folder, 'killed')];
  expect(await atelier(train(whole, 14, '--state-every', '3'))).toMatchObject({ code: 0 });

  const child = spawn(process.execPath, [start, ...train(killed, 14, '--state-every', '3')], {
    stdio: ['ignore', 'pipe', 'ignore'],
  });
  for await (const line of createInterface(child.stdout))
    if (line.includes('Iteration 8/14')) {
      child.kill('SIGSTOP');
      expect(await atelier(['train', '--resume', killed])).toMatchObject({
        code: 2,
        stderr: expect.stringContaining('another process is training in this folder') as string,
      });
      child.kill('SIGKILL');
    }
  if (child.exitCode === null && child.signalCode === null) await once(child, 'exit');
  expect(child.signalCode).toBe('SIGKILL');
  expect(existsSync(join(killed, 'small_14.safetensors'))).toBe(false);

  const resumed = await atelier(['train', '--resume', killed]);
  expect(resumed).toMatchObject({ code: 0, stderr: '' });
  expect(resumed.stdout).toContain('Going on after iteration 6');
  const other = weights(whole, 14);
  expect(furthest(weights(killed, 14), other)).toBeLessThan(1e-6);
  const lines = readFileSync(join(killed, 'metrics.jsonl'), 'utf8').trim().split('\n');
  expect(lines.map((line) => (JSON.parse(line) as { iteration: number }).iteration)).toEqual(
    Array.from({ length: 14 }, (_, i) => i + 1),
  );
  const parts = readFileSync(join(killed, 'parts.jsonl'), 'utf8').trim().split('\n');
  expect(parts.map((line) => JSON.parse(line) as object)).toMatchObject([
    { from: 0, photos: [20] },
    { from: 6, photos: [20] },
  ]);

  const over = await atelier(['train', '--resume', killed]);
  expect(over).toMatchObject({
    code: 0,
    stdout: expect.stringContaining('this run is finished') as string,
  });
  expect(readFileSync(join(killed, 'parts.jsonl'), 'utf8').trim().split('\n')).toEqual(parts);

  expect(await atelier(['train', '--resume', killed, '--checkpoint-every', '2'])).toMatchObject({
    code: 2,
    stderr: expect.stringContaining('give --iterations too') as string,
  });

  // A finished run goes on to more iterations, in the same folder.
  const more = ['train', '--resume', killed, '--iterations', '16'];
  expect(await atelier([...more, '--checkpoint-every', '16'])).toMatchObject({ code: 0, stderr: '' });
  expect(weights(killed, 16).size).toBe(other.size);
  expect(await atelier(more)).toMatchObject({
    code: 2,
    stderr: expect.stringMatching(/--iterations 16: .* is at 16 already; ask for more/) as string,
  });
});

test.each(['SIGINT', 'SIGTERM', 'SIGHUP'] as const)(
  'at %s the state is saved, and the run goes on from there',
  async (signal) => {
    const out = join(temporaryFolder(), 'run');
    const child = spawn(process.execPath, [start, ...train(out, 1000, '--state-every', '1000')], {
      stdio: ['ignore', 'pipe', 'inherit'],
    });
    let said = '';
    for await (const line of createInterface(child.stdout)) {
      said += `${line}\n`;
      if (line.includes('Iteration 3/')) child.kill(signal);
    }
    expect(child.exitCode ?? (await once(child, 'exit'))[0]).toBe(0);
    expect(said).toMatch(/Stopped after iteration \d+\. Go on: atelier train --resume/);
    const { metadata } = readCheckpoint(readFileSync(join(out, 'state.safetensors')));
    expect(metadata.iteration).toBeGreaterThanOrEqual(3);
    expect(said).toContain(`Stopped after iteration ${metadata.iteration}.`);
  },
);

test('a run goes on with the style picture that it was started with, and not with other photos', async () => {
  const folder = temporaryFolder();
  const [out, picture, own] = ['run', 'style.jpg', 'photos'].map((name) => join(folder, name)) as [string, string, string]; // prettier-ignore
  await copyFile(style, picture);
  cpSync(content, own, { recursive: true });
  const words = ['train', '--style', picture, '--content', own, '--name', 'small', '--out', out, ...small];
  expect(await atelier([...words, '--iterations', '4'])).toMatchObject({ code: 0 });
  const finished = readCheckpoint(readFileSync(join(out, 'state.safetensors')));
  const { styleSha256, lossNetworkSha256, photosSha256 } = finished.metadata;
  expect([styleSha256, lossNetworkSha256, photosSha256]).toEqual(Array(3).fill(expect.stringMatching(/^[0-9a-f]{64}$/))); // prettier-ignore
  const unfinished = { ...finished.metadata, iteration: 2 }; // as if it had been killed
  writeFileSync(join(out, 'state.safetensors'), writeCheckpoint({ ...finished, metadata: unfinished }));

  writeFileSync(picture, readFileSync(join(photos, 'plain.png')));
  expect(await atelier(['train', '--resume', out])).toMatchObject({ code: 0, stderr: '' });

  writeFileSync(join(out, 'state.safetensors'), writeCheckpoint({ ...finished, metadata: unfinished }));
  cpSync(join(photos, 'plain.png'), join(own, 'one-more.png'));
  const refused = await atelier(['train', '--resume', out]);
  expect(refused.code).toBe(2);
  expect(refused.stderr).toMatch(/in the place of the photos \(20 then, 21 now\): put back/);

  // One that is gone and one that is damaged are passed over, named once.
  rmSync(join(own, 'one-more.png'));
  const [gone, damaged] = readdirSync(own)
    .sort()
    .map((name) => join(own, name)) as [string, string];
  rmSync(gone);
  writeFileSync(damaged, readFileSync(damaged).subarray(0, 1000));
  const went = await atelier(['train', '--resume', out]);
  expect(went.code).toBe(0);
  const named = [`${gone}: is gone`, `${damaged}: is another`];
  expect(went.stderr.trim().split('\n').sort()).toEqual(
    named.map((each) => `atelier: ${each} since the run was started; passed over`).sort(),
  );
  expect(readCheckpoint(readFileSync(join(out, 'state.safetensors'))).metadata).toMatchObject({ iteration: 4, photosSha256 }); // prettier-ignore
});

test('a run folder of the first version goes on, unless its style picture was replaced', async () => {
  const folder = temporaryFolder();
  const out = join(folder, 'run');
  const picture = join(folder, 'style.jpg');
  await copyFile(style, picture);
  expect(await atelier([...train(out, 4), '--style', picture])).toMatchObject({ code: 0 });
  asFirstVersion(out, 2);
  const stored = readFileSync(join(out, 'state.safetensors'));
  expect(await atelier(['train', '--resume', out])).toMatchObject({ code: 0, stderr: '' });
  expect(readCheckpoint(readFileSync(join(out, 'state.safetensors'))).metadata.iteration).toBe(4);

  writeFileSync(join(out, 'state.safetensors'), stored);
  rmSync(join(out, 'style.jpg')); // which it has by now
  writeFileSync(picture, readFileSync(join(photos, 'plain.png')));
  const refused = await atelier(['train', '--resume', out]);
  expect(refused.code).toBe(2);
  expect(refused.stderr).toContain('in the place of the style picture: put back');
});

const without = <T extends object>(all: T, ...keys: string[]) =>
  Object.fromEntries(Object.entries(all).filter(([key]) => !keys.includes(key))) as T;

/** Makes a folder be what the first version had written after `iteration`. */
function asFirstVersion(out: string, iteration: number): void {
  const edit = (name: string, change: (line: Record<string, unknown>) => object, space?: number) => {
    const lines = readFileSync(join(out, name), 'utf8').trim();
    const texts = (space ? [lines] : lines.split('\n')).map((line) =>
      JSON.stringify(change(JSON.parse(line) as Record<string, unknown>), null, space),
    );
    writeFileSync(join(out, name), texts.join('\n') + '\n');
  };
  rmSync(join(out, 'style.jpg'));
  edit('run.json', (description) => without(description, 'id'), 2);
  edit('parts.jsonl', ({ from, engine, device, lossNetworkSha256, photos }) => ({ from, engine, device, lossNetworkSha256, photos })); // prettier-ignore
  const { metadata, tensors } = readCheckpoint(readFileSync(join(out, 'state.safetensors')));
  const known = without(metadata, 'lossNetworkSha256', 'photosSha256');
  const names = ['content', 'style', 'totalVariation', 'palette', 'range', 'total'];
  const sums = names.map((name) => tensors.get(`loss-sums/${name}`)?.data[0] ?? 0);
  const old = new Map([...tensors].filter(([name]) => !name.startsWith('loss-sums/')));
  old.set('loss-sums', { shape: [6], data: Float32Array.from(sums) });
  writeFileSync(
    join(out, 'state.safetensors'),
    writeCheckpoint({ metadata: { ...known, iteration }, tensors: old }),
  );
}

test('a saved state that is damaged, of another kind or gone is refused', async () => {
  const folder = temporaryFolder();
  const out = join(folder, 'run');
  expect(await atelier(train(out, 2))).toMatchObject({ code: 0 });
  const state = join(out, 'state.safetensors');
  const bytes = readFileSync(state);
  const refused = async (content: Uint8Array, message: RegExp) => {
    writeFileSync(state, content);
    const { code, stderr } = await atelier(['train', '--resume', out]);
    expect(code).toBe(2);
    expect(stderr).toMatch(message);
  };
  await refused(bytes.subarray(0, bytes.length / 2), /state\.safetensors: .*cut short/);
  const checkpoint = readCheckpoint(bytes);
  const changed = (metadata: object) =>
    writeCheckpoint({ ...checkpoint, metadata: { ...checkpoint.metadata, ...metadata } });
  await refused(
    changed({ formatVersion: 2 }),
    /format version 2, this Atelier reads up to 1: update Atelier/,
  );
  await refused(
    changed({ kind: 'weights', iteration: 1 }),
    /goes on from its saved state; this is a checkpoint of kind weights/,
  );
  rmSync(state);
  const told = readFileSync(join(out, 'metrics.jsonl'), 'utf8');
  const gone = await atelier(['train', '--resume', out]);
  expect(gone.code).toBe(2);
  expect(gone.stderr).toMatch(
    /not kept any more, .*atelier train --style .* --start-from .*small_2\.safetensors/,
  );
  expect(readFileSync(join(out, 'metrics.jsonl'), 'utf8')).toBe(told);
});
