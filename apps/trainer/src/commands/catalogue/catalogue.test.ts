import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { cpSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { readCheckpoint } from '@atelier/model/checkpoint';
import { expect, test } from 'vitest';
import { atelier, temporaryFolder } from '../../../test/atelier.ts';
import { furthest } from '../../../test/training.ts';
import { styleSchema } from '../../catalogue/styles.ts';
import { builtInStylesFolder, heldOutPhotos } from '../../files/assets.ts';
import { readPhoto } from '../../files/photo.ts';

const start = join(import.meta.dirname, '../../../atelier.mjs');
const small =
  '--size 32 --width 8 --batch 2 --style-size 64 --checkpoint-every 3 --state-every 2 --log-every 1'.split(
    ' ',
  );
const train = (out: string, iterations: number, ...words: string[]) =>
  ['train', '--style', 'starry-night', '--out', out, ...small, '--iterations', String(iterations), ...words]; // prettier-ignore

/** A folder of styles with two of the built-in ones, as far as they are without networks. */
function stylesFolder(parent: string): string {
  for (const slug of ['starry-night', 'scream']) {
    mkdirSync(join(parent, 'styles', slug), { recursive: true });
    for (const name of ['style.jpg', 'style.json'])
      cpSync(join(builtInStylesFolder, slug, name), join(parent, 'styles', slug, name));
  }
  return join(parent, 'styles');
}

function contents(folder: string): Map<string, string> {
  const entries = readdirSync(folder, { recursive: true, withFileTypes: true });
  const files = entries.filter((entry) => entry.isFile()).map(({ parentPath, name }) => join(parentPath, name)); // prettier-ignore
  return new Map(files.sort().map((path) => [path, readFileSync(path, 'base64')]));
}

test('a run that was killed and resumed is taken into the catalogue, paints as before, and is trained again by its command', async () => {
  const folder = temporaryFolder();
  const [run, styles] = [join(folder, 'run'), stylesFolder(folder)];
  const child = spawn(process.execPath, [start, ...train(run, 6)], { stdio: ['ignore', 'pipe', 'ignore'] });
  for await (const line of createInterface(child.stdout))
    if (line.includes('Iteration 4/6')) child.kill('SIGKILL');
  if (child.exitCode === null && child.signalCode === null) await once(child, 'exit');

  const before = contents(styles);
  const early = await atelier(['catalogue', run, '--styles', styles]);
  expect(early).toMatchObject({ code: 2, stdout: '' });
  expect(early.stderr).toMatch(/^atelier: .*run: at iteration \d of 6; finish it first: .*--resume .*run\n$/);
  expect(contents(styles)).toEqual(before);

  expect(await atelier(['train', '--resume', run])).toMatchObject({ code: 0, stderr: '' });
  const here = join(styles, 'starry-night');
  writeFileSync(join(here, '5.safetensors'), 'of an earlier run');
  const added = await atelier(['catalogue', run, '--styles', styles]);
  expect(added).toMatchObject({ code: 0, stderr: '' });
  expect(readdirSync(here).sort()).toEqual(['3.json', '3.safetensors', '6.json', '6.safetensors', 'style.jpg', 'style.json']); // prettier-ignore

  const { training: record, ...credits } = styleSchema.parse(
    JSON.parse(readFileSync(join(here, 'style.json'), 'utf8')),
  );
  const earlier = JSON.parse(readFileSync(join(builtInStylesFolder, 'starry-night/style.json'), 'utf8')) as object; // prettier-ignore
  expect(earlier).toMatchObject(credits);
  expect(record!.history.iteration).toEqual([1, 2, 3, 4, 5, 6]);
  expect(record!.photos).toEqual([{ folder: 'assets/photos/training', count: 143 }]);
  expect(record!.note).toBeUndefined();
  expect(record!.durationSeconds).toBeGreaterThan(0);
  for (const iteration of [3, 6]) {
    const bytes = readFileSync(join(here, `${iteration}.safetensors`));
    expect(bytes.length).toBeLessThan(1e6);
    expect(readCheckpoint(bytes).metadata).toMatchObject({ iteration, training: record!.config });
    const { heldOut } = JSON.parse(readFileSync(join(here, `${iteration}.json`), 'utf8')) as { heldOut: { total: number } }; // prettier-ignore
    expect(heldOut.total).toBeGreaterThan(0);
  }

  const photo = join(heldOutPhotos, 'gcompris-kitten.jpg');
  const paint = async (network: string, out: string) => {
    // At the photo's own size: the catalogue's style says at which size it is painted otherwise, the run does not.
    const words = ['stylize', '--checkpoint', network, photo, '--out', out, '--strokes', 'full'];
    expect(await atelier(words)).toMatchObject({ code: 0 });
    return (await readPhoto(out)).data;
  };
  const whole = await paint(join(run, 'starry-night_6.safetensors'), join(folder, 'whole.png'));
  const half = await paint(join(here, '6.safetensors'), join(folder, 'half.png'));
  expect(new Set(whole).size).toBeGreaterThan(50); // a picture, not one colour
  expect(whole.reduce((most, value, i) => Math.max(most, Math.abs(value - half[i]!)), 0)).toBeLessThanOrEqual(2); // prettier-ignore

  const words = record!.retrain.replace('npm run atelier -- ', '').split(' ');
  const again = await atelier([...words, '--out', join(folder, 'again')]);
  expect(again).toMatchObject({ code: 0, stderr: '' });
  const weights = (path: string) => readCheckpoint(readFileSync(join(path, 'starry-night_6.safetensors'))).tensors; // prettier-ignore
  expect(furthest(weights(join(folder, 'again')), weights(run))).toBeLessThan(1e-6);
}, 400_000);

test('a run that cannot be taken into it changes nothing, and says why in one line', async () => {
  const folder = temporaryFolder();
  const [run, styles] = [join(folder, 'run'), stylesFolder(folder)];
  expect(await atelier(train(run, 3))).toMatchObject({ code: 0 });
  const before = contents(styles);
  let count = 0;
  const refused = async (message: RegExp, spoil: (copy: string) => void, ...words: string[]) => {
    const copy = join(folder, `copy-${count++}`);
    cpSync(run, copy, { recursive: true });
    spoil(copy);
    const { code, stderr } = await atelier(['catalogue', copy, '--styles', styles, ...words]);
    expect({ code, lines: stderr.trim().split('\n').length, message: String(message) }).toEqual({ code: 2, lines: 1, message: String(message) }); // prettier-ignore
    expect(stderr).toMatch(message);
    expect(contents(styles)).toEqual(before);
  };
  const nothing = () => undefined;
  await refused(/trained on another picture than .*scream/, nothing, '--style', 'scream');
  await refused(/styles\/nowhere\/style\.json: no such file/, nothing, '--style', 'nowhere');
  await refused(/run\.json: no such file/, (copy) => rmSync(join(copy, 'run.json')));
  await refused(/_3\.safetensors: no such file/, (copy) => rmSync(join(copy, 'starry-night_3.safetensors')));
  await refused(/_3\.json: no such file/, (copy) => rmSync(join(copy, 'starry-night_3.json')));
  await refused(/parts\.jsonl: no such file/, (copy) => rmSync(join(copy, 'parts.jsonl')));
  await refused(/_3\.safetensors: .*cut short/, (copy) => {
    const path = join(copy, 'starry-night_3.safetensors');
    writeFileSync(path, readFileSync(path).subarray(0, 1000));
  });
  await refused(/metrics\.jsonl does not tell the whole run/, (copy) => {
    const lines = readFileSync(join(copy, 'metrics.jsonl'), 'utf8').split('\n');
    writeFileSync(join(copy, 'metrics.jsonl'), lines.slice(1).join('\n'));
  });
  await refused(/after iteration 2 it went on with another loss network/, (copy) => {
    const [line] = readFileSync(join(copy, 'parts.jsonl'), 'utf8').split('\n') as [string];
    const other = JSON.stringify({ ...(JSON.parse(line) as object), from: 2, lossNetworkSha256: '0' });
    writeFileSync(join(copy, 'parts.jsonl'), `${line}\n${other}\n`);
  });
});
