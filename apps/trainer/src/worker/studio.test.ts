import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { chmodSync, cpSync, existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import {
  clearOld,
  EVERYBODY,
  getRun,
  getStyle,
  listCheckpoints,
  listMetrics,
  listSamples,
  migrate,
  putBuiltInStyle,
  readImage,
  readRunState,
  setDesiredState,
  startPostgres,
  STATE_DAYS,
} from '@atelier/db';
import { useFreshDatabase } from '@atelier/db/test';
import { readCheckpoint, writeCheckpoint } from '@atelier/model/checkpoint';
import { beforeAll, expect, test } from 'vitest';
import { atelier, temporaryFolder } from '../../test/atelier.ts';
import { sha256 } from '../files/hash.ts';

const url = useFreshDatabase();
const start = join(import.meta.dirname, '../../atelier.mjs');
const assets = join(import.meta.dirname, '../../../../assets');
const picture = join(assets, 'styles/mosaic/style.jpg');
const small = ['--size', '32', '--width', '4', '--batch', '1', '--style-size', '64', '--log-every', '1', '--sample-every', '2']; // prettier-ignore
const words = (out: string, ...more: string[]) =>
  ['train', '--style', picture, '--content', join(assets, 'photos/held-out'), '--name', 'small', '--out', out, ...small, ...more]; // prettier-ignore

const studio = (command: string[]) => atelier(command, { env: { DATABASE_URL: url() } });
const idOf = (folder: string) =>
  (JSON.parse(readFileSync(join(folder, 'run.json'), 'utf8')) as { id: string }).id;
const lines = (folder: string) =>
  readFileSync(join(folder, 'metrics.jsonl'), 'utf8').trim().split('\n').map((line) => JSON.parse(line) as object); // prettier-ignore

beforeAll(async () => {
  const file = { bytes: readFileSync(picture), mime: 'image/jpeg', width: 1, height: 1 };
  await putBuiltInStyle({ slug: 'mosaic', title: 'Mosaic', position: 1, file, checkpoints: [] });
});

test('a run of the command line is in the studio too, with all that its folder holds; with --local it is not', async () => {
  const folder = temporaryFolder();
  const [out, local] = [join(folder, 'run'), join(folder, 'local')];
  const trained = await studio(words(out, '--iterations', '4', '--checkpoint-every', '2'));
  expect(trained).toMatchObject({ code: 0, stderr: '' });
  const id = idOf(out);
  expect(trained.stdout).toContain(`In the studio too: run ${id}`);
  const run = (await getRun(id, EVERYBODY))!;
  expect(run).toMatchObject({ status: 'finished', iteration: 4, iterations: 4, photoCount: 20 });
  expect(run.style.slug).toBe('mosaic');
  expect([run.styleSha256, run.lossNetworkSha256]).toEqual(
    [picture, join(assets, 'loss-networks/compact.safetensors')].map((file) => sha256(readFileSync(file))),
  );
  expect(await listMetrics(id)).toEqual(lines(out));
  expect((await listSamples(id)).map(({ iteration, index }) => `${index}_${iteration}.jpg`).sort()).toEqual(
    readdirSync(join(out, 'samples')).sort(),
  );
  const checkpoints = (await listCheckpoints(run.style.id, EVERYBODY)).filter(({ runId }) => runId === id);
  for (const { iteration, heldOut } of checkpoints)
    expect({ heldOut }).toEqual(JSON.parse(readFileSync(join(out, `small_${iteration}.json`), 'utf8')));
  expect(checkpoints.map(({ iteration }) => iteration)).toEqual([2, 4]);

  expect(await studio(words(local, '--iterations', '1', '--local'))).toMatchObject({ code: 0 });
  expect(await getRun(idOf(local), EVERYBODY)).toBeNull();
});

test('while the embedded database is up, as npm start has it, a run is in the studio too', async () => {
  const data = temporaryFolder();
  chmodSync(data, 0o755); // PostgreSQL may run as another account, which has to get in
  const postgres = await startPostgres({ folder: join(data, 'postgres') });
  try {
    await migrate(postgres.url);
    const trained = await atelier(words(join(data, 'run'), '--iterations', '1'), {
      env: { ATELIER_DATA: data },
    });
    expect(trained).toMatchObject({ code: 0, stderr: '' });
    expect(trained.stdout).toContain(`In the studio too: run ${idOf(join(data, 'run'))}`);
  } finally {
    await postgres.stop();
  }
});

test('a folder comes in, again and again, and goes out as it was', async () => {
  const folder = temporaryFolder();
  const [out, back] = [join(folder, 'run'), join(folder, 'back')];
  expect(await atelier(words(out, '--iterations', '4', '--checkpoint-every', '2'))).toMatchObject({
    code: 0,
  });
  const state = readCheckpoint(readFileSync(join(out, 'state.safetensors')));
  for (let time = 0; time < 2; time++)
    expect(await studio(['runs', 'import', out])).toMatchObject({ code: 0, stderr: '' });
  const id = idOf(out);
  expect(await getRun(id, EVERYBODY)).toMatchObject({ status: 'finished', iteration: 4 });
  expect(await listMetrics(id)).toEqual(lines(out));

  expect(await studio(['runs', 'export', id, '--out', back])).toMatchObject({
    code: 0,
    stderr: expect.stringContaining('the photos "held-out" that the run learns from are not here') as string,
  });
  expect(lines(back)).toEqual(lines(out));
  expect(readdirSync(join(back, 'samples')).sort()).toEqual(readdirSync(join(out, 'samples')).sort());
  expect(readFileSync(join(back, 'style.jpg')).equals(readFileSync(picture))).toBe(true);
  for (const iteration of [2, 4])
    for (const extension of ['safetensors', 'onnx', 'json'])
      expect(existsSync(join(back, `mosaic_${iteration}.${extension}`))).toBe(true);
  expect(state.metadata.iteration).toBe(4);

  // Long after its end its state is cleared: what goes out then cannot go on, and says so.
  await clearOld(new Date(Date.now() + (STATE_DAYS.finished + 1) * 86_400_000));
  const late = join(folder, 'late');
  expect(await studio(['runs', 'export', id, '--out', late])).toMatchObject({
    code: 0,
    stderr: expect.stringMatching(/not kept any more, .* --start-from .*mosaic_4\.safetensors/) as string,
  });
});

test('of a run that is not over the newer state stays in the studio; it goes out and on from there, with its photos', async () => {
  const folder = temporaryFolder();
  const [out, back, data] = [join(folder, 'run'), join(folder, 'back'), join(folder, 'data')];
  expect(await atelier(words(out, '--iterations', '4'))).toMatchObject({ code: 0 });
  // As if it had been killed after the losses of iteration 4.
  const description = JSON.parse(readFileSync(join(out, 'run.json'), 'utf8')) as { config: object };
  const config = { ...description.config, iterations: 5 };
  writeFileSync(join(out, 'run.json'), JSON.stringify({ ...description, config }));
  const file = join(out, 'state.safetensors');
  const state = readCheckpoint(readFileSync(file));
  const savedAt = (iteration: number) =>
    writeFileSync(file, writeCheckpoint({ ...state, metadata: { ...state.metadata, iteration } }));
  savedAt(3);
  expect(await studio(['runs', 'import', out])).toMatchObject({ code: 0, stderr: '' });
  savedAt(2);
  expect(await studio(['runs', 'import', out])).toMatchObject({
    code: 2,
    stderr: expect.stringContaining('in the studio this run is at iteration 3 already, here at 2') as string,
  });
  const id = idOf(out);
  expect((await readRunState(id))?.iteration).toBe(3);

  cpSync(join(assets, 'photos/held-out'), join(data, 'datasets/held-out'), { recursive: true });
  const env = { DATABASE_URL: url(), ATELIER_DATA: data };
  expect(await atelier(['runs', 'export', id, '--out', back], { env })).toMatchObject({
    code: 0,
    stderr: '',
  });
  const resumed = await studio(['train', '--resume', back]);
  expect(resumed).toMatchObject({ code: 0, stderr: '' });
  expect(resumed.stdout).toContain('Going on after iteration 3');
  expect(await getRun(id, EVERYBODY)).toMatchObject({ status: 'finished', iteration: 5, iterations: 5 });
});

test('paused in the studio it halts, stays with its state, and goes on in its folder', async () => {
  const out = join(temporaryFolder(), 'run');
  const child = spawn(process.execPath, [start, ...words(out, '--iterations', '100000')], {
    env: { ...process.env, DATABASE_URL: url() },
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  const gone = once(child, 'exit');
  for await (const line of createInterface(child.stdout)) {
    if (line.startsWith('[Iteration 2/')) await setDesiredState(idOf(out), 'paused', EVERYBODY);
    if (line.includes('Stopped after')) break;
  }
  child.stdout.resume();
  expect(await gone).toEqual([0, null]);
  const id = idOf(out);
  const { iteration } = readCheckpoint(readFileSync(join(out, 'state.safetensors'))).metadata;
  expect(await getRun(id, EVERYBODY)).toMatchObject({ status: 'paused', iteration });

  // Nobody trains it now: the studio may have it, and then the folder is told so.
  expect(await setDesiredState(id, 'running', EVERYBODY)).toMatchObject({ status: 'queued' });
  const refused = await studio(['train', '--resume', out]);
  expect(refused).toMatchObject({ code: 2, stderr: expect.stringContaining('another process trains this run') as string }); // prettier-ignore
  expect(await setDesiredState(id, 'paused', EVERYBODY)).toMatchObject({ status: 'paused' });

  const description = JSON.parse(readFileSync(join(out, 'run.json'), 'utf8')) as { config: object };
  const config = { ...description.config, iterations: iteration + 1 };
  writeFileSync(join(out, 'run.json'), JSON.stringify({ ...description, config }));
  expect(await studio(['train', '--resume', out])).toMatchObject({ code: 0, stderr: '' });
  expect(await getRun(id, EVERYBODY)).toMatchObject({ status: 'finished', iteration: iteration + 1 });
});

test('killed, it goes on in its folder at once, and in the studio', async () => {
  const out = join(temporaryFolder(), 'run');
  const child = spawn(
    process.execPath,
    [start, ...words(out, '--iterations', '100000', '--state-every', '2')],
    {
      env: { ...process.env, DATABASE_URL: url() },
      stdio: ['ignore', 'pipe', 'inherit'],
    },
  );
  const gone = once(child, 'exit');
  for await (const line of createInterface(child.stdout)) if (line.startsWith('[Iteration 4/')) break;
  child.kill('SIGKILL');
  await gone;
  const description = JSON.parse(readFileSync(join(out, 'run.json'), 'utf8')) as { config: object };
  const { iteration } = readCheckpoint(readFileSync(join(out, 'state.safetensors'))).metadata;
  const config = { ...description.config, iterations: iteration + 2 };
  writeFileSync(join(out, 'run.json'), JSON.stringify({ ...description, config }));
  expect(await studio(['train', '--resume', out])).toMatchObject({ code: 0, stderr: '' });
  const id = idOf(out);
  expect(await getRun(id, EVERYBODY)).toMatchObject({ status: 'finished', iteration: iteration + 2 });
  expect(await listMetrics(id)).toEqual(lines(out));
});

test('a folder of the first version comes in; its style is made where none has its picture', async () => {
  const folder = temporaryFolder();
  const out = join(folder, 'run');
  const own = join(folder, 'Own style.jpg');
  cpSync(join(assets, 'styles/scream/style.jpg'), own);
  mkdirSync(out, { recursive: true });
  expect(await atelier(words(out, '--style', own, '--iterations', '2'))).toMatchObject({ code: 0 });
  const older = JSON.parse(readFileSync(join(out, 'run.json'), 'utf8')) as { id?: string };
  delete older.id;
  writeFileSync(join(out, 'run.json'), JSON.stringify(older));
  const ids = [];
  for (let time = 0; time < 2; time++) {
    const { stdout, code } = await studio(['runs', 'import', out]);
    expect(code).toBe(0);
    ids.push(/run ([0-9a-f-]{36})/.exec(stdout)?.[1]);
  }
  expect(ids[0]).toBeDefined();
  expect(ids[1]).toBe(ids[0]);
  const { image, checkpoints } = (await getStyle('~small', EVERYBODY))!;
  expect(checkpoints).toHaveLength(1);
  expect((await readImage(image.sha256, EVERYBODY))!.bytes.length).toBe(readFileSync(own).length);
});

test('without a studio, or for a run that is not there, it says so', async () => {
  const out = join(temporaryFolder(), 'out');
  expect(await atelier(['runs', 'export', 'x', '--out', out])).toMatchObject({
    code: 2,
    stderr: expect.stringContaining('npm start') as string,
  });
  expect(await studio(['runs', 'export', 'x', '--out', out])).toMatchObject({
    code: 2,
    stderr: expect.stringContaining('there is no run x') as string,
  });
  expect(existsSync(out)).toBe(false);
});
