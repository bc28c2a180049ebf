import { once } from 'node:events';
import path from 'node:path';
import { spawn } from 'node:child_process';
import { mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { copyFile, mkdir, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import {
  EVERYBODY,
  continueRun,
  createRun,
  getRun,
  getStyle,
  listMetrics,
  listSamples,
  readCheckpoint as readFromDatabase,
  readImage,
  runEvents,
  setDesiredState,
  type Run,
} from '@atelier/db';
import { createStyle, useFreshDatabase } from '@atelier/db/test';
import { type TrainingConfig, trainingConfig } from '@atelier/model/config';
import { readCheckpoint } from '@atelier/model/checkpoint';
import pg from 'pg';
import { afterAll, beforeAll, expect, test, vi } from 'vitest';
import { heldOutPhotos } from '../files/assets.ts';
import { readPhoto } from '../files/photo.ts';
import { PhotoOrder } from '../training/photo-order.ts';

const url = useFreshDatabase();

let worker: ReturnType<typeof spawn>;
/** What it and its training processes say of what goes on all the same. */
let said = '';
const data = mkdtempSync(path.join(tmpdir(), 'atelier-training-'));
const album = path.join(data, 'album');
/** Milliseconds, on a machine that has much else to do. */
const PATIENCE = { timeout: 300_000, interval: 50 };
let styleId: string;
beforeAll(async () => {
  const bytes = await readFile(path.join(heldOutPhotos, 'mate-dune.jpg'));
  styleId = (
    await createStyle({ title: 'Dune', file: { bytes, mime: 'image/jpeg', width: 640, height: 400 } })
  ).id;
  worker = spawn(process.execPath, [path.join(import.meta.dirname, '../../atelier.mjs'), 'worker'], {
    env: {
      ...process.env,
      DATABASE_URL: url(),
      ATELIER_HELD_OUT: '2',
      ATELIER_DATA: data,
      ATELIER_PHOTO_FOLDERS: `album=${album}`,
    },
    stdio: ['ignore', 'ignore', 'pipe'],
  });
  worker.stderr!.setEncoding('utf8').on('data', (text: string) => (said += text));
});
afterAll(async () => {
  const gone = once(worker, 'exit');
  worker.kill('SIGTERM');
  expect(await gone).toEqual([0, null]);
  rmSync(data, { recursive: true });
});

const small = {
  width: 4,
  size: 32,
  batch: 1,
  styleSize: 64,
  logEvery: 1,
  sampleEvery: 2,
  checkpointEvery: 2,
};

async function trainUntilItEnds(settings: Partial<TrainingConfig>, photoFolder?: string): Promise<Run> {
  const config = trainingConfig({ ...small, ...settings });
  const { id } = await createRun({
    styleId,
    config,
    iterations: config.iterations,
    photoFolder: photoFolder ?? null,
  });
  return endOf(id);
}

async function endOf(id: string): Promise<Run> {
  for await (const events of runEvents(id, EVERYBODY, new AbortController().signal))
    for (const event of events) if (event.type === 'run' && event.run.endedAt) return event.run;
  throw new Error('the events ended');
}

/** Keeps any losses from being stored, and so each training after its first iteration, until it is told to let go. */
async function holdLosses(): Promise<() => Promise<void>> {
  const client = new pg.Client({ connectionString: url() });
  await client.connect();
  await client.query('begin');
  await client.query('lock table "Metric" in share mode');
  return () => client.end();
}

async function query(text: string, values: unknown[]): Promise<void> {
  const client = new pg.Client({ connectionString: url() });
  await client.connect();
  await client.query(text, values).finally(() => client.end());
}

test('a run from the queue is trained for real: losses, samples, and checkpoints that can be read', async () => {
  const run = await trainUntilItEnds({ iterations: 4 });
  expect(run).toMatchObject({ status: 'finished', iteration: 4, secondsLeft: 0 });
  expect(run.engine).toMatch(/^(tensorflow|wasm) \d/);

  const metrics = await listMetrics(run.id);
  expect(metrics.map(({ iteration }) => iteration)).toEqual([1, 2, 3, 4]);
  for (const { losses } of metrics) expect(losses.total).toBeGreaterThan(0);

  const samples = await listSamples(run.id);
  expect(samples.map(({ iteration, index }) => `${iteration}/${index}`)).toEqual(
    [2, 4].flatMap((iteration) => [0, 1].map((index) => `${iteration}/${index}`)),
  );
  const { bytes, width, height } = (await readImage(samples[0]!.picture.sha256, EVERYBODY))!;
  expect(await readPhoto(bytes)).toMatchObject({ width, height });

  const { checkpoints, published } = (await getStyle('dune', EVERYBODY))!;
  expect(checkpoints.map(({ iteration }) => iteration)).toEqual([2, 4]);
  expect(published?.iteration).toBe(4);
  const last = checkpoints[1]!;
  expect(last.heldOut).toMatchObject({
    content: expect.any(Number) as number,
    style: expect.any(Number) as number,
  });
  expect(last.config).toEqual(run.config);
  const { metadata, tensors } = readCheckpoint((await readFromDatabase(last.id, EVERYBODY))!);
  expect(metadata).toMatchObject({ kind: 'weights', iteration: 4, training: { width: 4 } });
  expect(tensors.get('model.0.block.1.weight')?.shape).toEqual([4, 3, 9, 9]);
});

test('a run that cannot be trained says why and what to do', async () => {
  expect(await trainUntilItEnds({ iterations: 4 }, 'holiday')).toMatchObject({
    status: 'failed',
    failure: 'input',
    failureDetail: expect.stringContaining('add holiday=FOLDER to its ATELIER_PHOTO_FOLDERS') as string,
    failureWhy: [{ kind: 'noFolder', name: 'holiday' }],
  });
});

test('a run does not go on with another loss network or other photos than the database says it was started with', async () => {
  const { id, lossNetworkSha256 } = await trainUntilItEnds({ iterations: 1 });
  await query('update "Run" set "lossNetworkSha256" = $2 where id = $1', [id, 'another']);
  await continueRun(id, 2, EVERYBODY);
  expect(await endOf(id)).toMatchObject({
    ...{ status: 'failed', failure: 'input', iteration: 1 },
    failureWhy: [{ kind: 'otherLossNetwork' }],
  });
  const others = 'update "Run" set "lossNetworkSha256" = $2, "photosSha256" = $3 where id = $1';
  await query(others, [id, lossNetworkSha256, 'others']);
  await setDesiredState(id, 'running', EVERYBODY);
  expect(await endOf(id)).toMatchObject({ status: 'failed', failureWhy: [{ kind: 'otherPhotos' }] });
});

test('a photo that is deleted while a run trains on it is named once and passed over, also when the run goes on later', async () => {
  await mkdir(album);
  const names = readdirSync(heldOutPhotos).sort();
  for (const name of names) await copyFile(path.join(heldOutPhotos, name), path.join(album, name));
  const iterations = names.length;
  const config = trainingConfig({
    ...small,
    iterations,
    sampleEvery: iterations,
    checkpointEvery: iterations,
  });
  // Each photo once, so that this one is seen last of all, long after it is gone.
  const last = path.join(album, names[new PhotoOrder(iterations, config.seed).at(iterations - 1)]!);

  const letGo = await holdLosses();
  const { id } = await createRun({ styleId, config, iterations, photoFolder: 'album' });
  await vi.waitUntil(async () => (await getRun(id, EVERYBODY))!.photoCount === iterations, PATIENCE);
  await rm(last);
  await letGo();
  expect(await endOf(id)).toMatchObject({ status: 'finished', iteration: iterations, failure: null });
  const named = (why: string) => said.split(`atelier: ${last}: ${why}; passed over\n`).length - 1;
  expect(named('no such file or folder')).toBe(1);

  await continueRun(id, 2 * iterations, EVERYBODY);
  expect(await endOf(id)).toMatchObject({ status: 'finished', iteration: 2 * iterations, failure: null });
  expect(named('is gone since the run was started')).toBe(1);
  expect(named('no such file or folder')).toBe(1);
});
