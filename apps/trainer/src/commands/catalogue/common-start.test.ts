import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { readCheckpoint } from '@atelier/model/checkpoint';
import { expect, test } from 'vitest';
import { atelier, start, temporaryFolder } from '../../../test/atelier.ts';
import { heldOutPaintings, heldOutPhotos, startNetwork } from '../../files/assets.ts';

const small = ['common-start', '--paintings', join(heldOutPaintings, 'ejiri.jpg'), join(heldOutPaintings, 'harvest.jpg'), '--content', heldOutPhotos, '--batch', '2', '--size', '32', '--iterations', '2']; // prettier-ignore

test('a start is trained on paintings in turn; killed and begun again it ends in the same weights', async () => {
  const folder = temporaryFolder();
  const words = (name: string) => [...small, '--rounds', '2', '--out', join(folder, `${name}.safetensors`)];
  const whole = await atelier(words('whole'));
  expect({ code: whole.code, stderr: whole.stderr }).toEqual({ code: 0, stderr: '' });
  expect([...whole.stdout.matchAll(/Visit (\d)\/4\] (\w+)/g)].map(([, visit, painting]) => visit + painting!)).toEqual(['1ejiri', '2harvest', '3ejiri', '4harvest']); // prettier-ignore

  const child = spawn(process.execPath, [start, ...words('parts')], { stdio: ['ignore', 'pipe', 'inherit'] });
  await once(child.stdout, 'data');
  child.kill('SIGKILL');
  await once(child, 'exit');
  const rest = await atelier(words('parts'));
  expect({ code: rest.code, stderr: rest.stderr }).toEqual({ code: 0, stderr: '' });
  expect(rest.stdout).not.toContain('Visit 1/4');
  const bytes = readFileSync(join(folder, 'whole.safetensors'));
  expect(readFileSync(join(folder, 'parts.safetensors')).equals(bytes)).toBe(true);

  const { metadata, tensors } = readCheckpoint(bytes);
  expect(metadata).toMatchObject({ kind: 'weights', architecture: { width: 16 }, iteration: 8 });
  const before = readCheckpoint(readFileSync(startNetwork)).tensors;
  expect([...tensors.keys()]).toEqual([...before.keys()]);
  const [name] = [...tensors.keys()];
  expect(tensors.get(name!)).not.toEqual(before.get(name!));

  const other = await atelier([...words('whole'), '--iterations', '3']);
  expect({ code: other.code, stderr: other.stderr }).toMatchObject({ code: 2, stderr: expect.stringContaining('--iterations 3') as string }); // prettier-ignore
});

test('what cannot be trained on is refused in one line, and nothing is written', async () => {
  const out = join(temporaryFolder(), 'out.safetensors');
  for (const [words, message] of [
    [['--paintings', 'no-such.jpg'], /no-such\.jpg: no such file or folder/],
    [['--rate', '2'], /--rate 2: /],
    [['--out', join(out, '..', 'start.pth')], /start\.pth: what is written is a \.safetensors file/],
    [['--from', 'none.safetensors'], /none\.safetensors: no such file/],
  ] as const) {
    const { code, stderr } = await atelier([...small, '--out', out, ...words]);
    expect({ code, lines: stderr.trim().split('\n').length }, String(words)).toEqual({ code: 2, lines: 1 });
    expect(stderr).toMatch(message);
    expect(existsSync(out)).toBe(false);
  }
});
