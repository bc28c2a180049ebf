/**
 * What the first version (commit 1a43de2) wrote, by its own code: in test/first-version the rows of a database, with bytes as files
 * (a style, a photo, a finished run with two of its checkpoints and its last sample, a painting by its own command line), and the
 * folder of a run that was killed in iteration 7 (without its ONNX files and samples). That run is in the database as well, by
 * hand, as if it had been paused in iteration 4: with the state and the losses that are in the folder.
 */
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { cpSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import {
  disconnect,
  EVERYBODY,
  getRun,
  getStyle,
  listMetrics,
  listPhotos,
  listRuns,
  listSamples,
  listStylizations,
  migrate,
  readCheckpoint as readFromDatabase,
  readImage,
  runEvents,
  setDesiredState,
  useDatabase,
  verifyDatabase,
} from '@atelier/db';
import { createDatabase } from '@atelier/db/test';
import { readCheckpoint } from '@atelier/model/checkpoint';
import pg from 'pg';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { atelier, temporaryFolder } from '../../test/atelier.ts';
import { difference } from '../../test/stylizing.ts';
import { readPhoto } from '../files/photo.ts';

const root = join(import.meta.dirname, '../../../..');
const written = join(import.meta.dirname, '../../test/first-version');

let url: string;
beforeAll(async () => {
  url = await createDatabase({ template: false });
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  for (const migration of ['0001_first', '0002_reasons'])
    await client.query(readFileSync(join(root, 'prisma/migrations', migration, 'migration.sql'), 'utf8'));
  const rows = readFileSync(join(written, 'database.sql'), 'utf8');
  await client.query(
    rows.replace(
      /:([\w-]+\/[\w.-]+):/g,
      (_, file: string) => `'\\x${readFileSync(join(written, file), 'hex')}'`,
    ),
  );
  await client.end();
  await migrate(url);
  useDatabase(url);
});
afterAll(() => disconnect());

async function onlyRun(status: string) {
  const [run, ...others] = (await listRuns(null)).filter((each) => each.status === status);
  expect(others).toEqual([]);
  return run!;
}

/** A copy of the folder, whose style picture and photos are where they are here. */
async function runFolder(): Promise<string> {
  const above = temporaryFolder();
  const [folder, style] = [join(above, 'run'), join(above, 'style.jpg')];
  cpSync(join(written, 'run'), folder, { recursive: true });
  const { sha256 } = (await getStyle('~dune', null))!.image;
  writeFileSync(style, (await readImage(sha256, EVERYBODY))!.bytes);
  const description = readFileSync(join(folder, 'run.json'), 'utf8');
  const content = join(root, 'assets/photos/held-out');
  const here = { ...(JSON.parse(description) as object), style, content: [content] };
  writeFileSync(join(folder, 'run.json'), JSON.stringify(here));
  return folder;
}

const linesOf = (folder: string) =>
  readFileSync(join(folder, 'metrics.jsonl'), 'utf8').trim().split('\n').map((line) => JSON.parse(line) as { iteration: number }); // prettier-ignore

test('its database opens: the run, its losses and sample, the checkpoints to compare, and nothing is damaged', async () => {
  const run = await onlyRun('finished');
  expect(run).toMatchObject({
    ...{ status: 'finished', desired: 'running', iteration: 12, photoFolder: 'holiday' },
    style: { slug: '~dune', title: 'Dune' },
  });
  const metrics = await listMetrics(run.id);
  expect(metrics.map(({ iteration }) => iteration)).toEqual(Array.from({ length: 12 }, (_, i) => i + 1));
  expect(metrics[0]!.losses).toMatchObject({ content: expect.closeTo(0.923, 2) as number });
  expect((await listSamples(run.id)).map(({ iteration }) => iteration)).toEqual([12]);

  const style = (await getStyle('~dune', null))!;
  expect(style.checkpoints.map(({ iteration }) => iteration)).toEqual([2, 12]);
  expect(style.published?.iteration).toBe(2); // it painted with the first that there was
  const [early, late] = await Promise.all(
    style.checkpoints.map(async ({ id }) => readCheckpoint((await readFromDatabase(id, null))!)),
  );
  expect([early!.metadata.iteration, late!.metadata.iteration]).toEqual([2, 12]);
  expect([...late!.tensors.keys()]).toEqual([...early!.tensors.keys()]);
  expect(style.checkpoints[1]!.heldOut).toMatchObject({ style: expect.any(Number) as number });
  expect((await verifyDatabase()).findings).toEqual([]);
  // The built-in style that it had keeps its name.
  expect(await getStyle('great-wave', null)).toMatchObject({ builtIn: true });
});

test('its painting is in the history, and the same network paints the same picture now', async () => {
  const [painting, ...others] = await listStylizations(null);
  expect(others).toEqual([]);
  const bytes = async (sha256: string) => (await readImage(sha256, EVERYBODY))!.bytes;
  const folder = temporaryFolder();
  const path = (name: string) => join(folder, name);
  const [photo] = await listPhotos(null);
  writeFileSync(path('photo.jpg'), await bytes(photo!.image.sha256));
  writeFileSync(path('network.safetensors'), (await readFromDatabase(painting!.checkpoint.id, null))!);
  const words = ['--checkpoint', path('network.safetensors'), '--strokes', 'full', path('photo.jpg')];
  expect(await atelier(['stylize', ...words, '--out', path('now.png')])).toMatchObject({ code: 0 });
  const [then, now] = [
    await readPhoto(await bytes(painting!.image.sha256)),
    await readPhoto(path('now.png')),
  ];
  expect(difference(now, then).largest).toBeLessThanOrEqual(1);
});

test('its paused run goes on where it was paused, once a worker may', async () => {
  const { id } = await onlyRun('paused');
  const before = await listMetrics(id);
  expect(before.map(({ iteration }) => iteration)).toEqual([1, 2, 3, 4]);
  const photos = `holiday=${join(root, 'assets/photos/held-out')}`;
  const worker = spawn(process.execPath, [join(root, 'apps/trainer/atelier.mjs'), 'worker'], {
    env: { ...process.env, DATABASE_URL: url, ATELIER_PHOTO_FOLDERS: photos },
    stdio: ['ignore', 'ignore', 'inherit'],
  });
  const gone = once(worker, 'exit');
  await setDesiredState(id, 'running', EVERYBODY);
  for await (const events of runEvents(id, EVERYBODY, new AbortController().signal))
    if (events.some((event) => event.type === 'run' && event.run.endedAt)) break;
  worker.kill('SIGTERM');
  expect(await gone).toEqual([0, null]);

  expect(await getRun(id, null)).toMatchObject({ status: 'finished', iteration: 12 });
  const after = await listMetrics(id);
  expect(after.map(({ iteration }) => iteration)).toEqual(Array.from({ length: 12 }, (_, i) => i + 1));
  expect(after.slice(0, 4)).toEqual(before); // it was not begun anew
});

test('its run goes on after the saved state, with its own settings, and comes into its database', async () => {
  const folder = await runFolder();
  expect(linesOf(folder).map(({ iteration }) => iteration)).toEqual([1, 2, 3, 4, 5, 6, 7]);
  const before = linesOf(folder).slice(0, 4);
  const resumed = await atelier(['train', '--resume', folder]);
  expect(resumed).toMatchObject({ code: 0, stderr: '' });
  expect(resumed.stdout).toContain('Going on after iteration 4');
  const lines = linesOf(folder);
  expect(lines.map(({ iteration }) => iteration)).toEqual(Array.from({ length: 12 }, (_, i) => i + 1));
  expect(lines.slice(0, 4)).toEqual(before);
  const { metadata } = readCheckpoint(readFileSync(join(folder, 'small_12.safetensors')));
  expect(metadata).toMatchObject({ iteration: 12, training: { width: 4, losses: 'relative' } });

  const imported = await atelier(['runs', 'import', folder], { env: { DATABASE_URL: url } });
  expect(imported).toMatchObject({ code: 0, stderr: '' });
  const run = (await listRuns(null)).find(({ photoFolder }) => photoFolder !== 'holiday')!;
  expect(await getRun(run.id, null)).toMatchObject({ status: 'finished', style: { slug: '~dune' } });
  expect((await listMetrics(run.id)).length).toBe(12);
});
