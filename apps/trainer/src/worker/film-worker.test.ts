import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { createReadStream, readdirSync, readFileSync } from 'node:fs';
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import {
  addFilm,
  addFilmChunk,
  deleteFilm,
  type Film,
  filmBytes,
  listFilms,
  listStyles,
  putBuiltInStyle,
  queueFilm,
  readPoster,
  stopFilm,
} from '@atelier/db';
import { useFreshDatabase } from '@atelier/db/test';
import pg from 'pg';
import sharp from 'sharp';
import { afterEach, beforeAll, expect, test, vi } from 'vitest';
import { temporaryFolder } from '../../test/atelier.ts';
import { readClip, writeClip } from '../../test/clip.ts';
import { builtInStyles } from '../catalogue/styles.ts';

const url = useFreshDatabase();
const script = join(import.meta.dirname, '../../test/film-worker.ts');
const PATIENCE = { timeout: 300_000, interval: 100 };

let checkpointId: string;
beforeAll(async () => {
  const [style] = await builtInStyles();
  const { path, iteration } = style!.checkpoints.at(-1)!;
  await putBuiltInStyle({
    ...{ slug: 'wave', position: 0, title: 'Wave' },
    file: { bytes: readFileSync(style!.picture), mime: 'image/jpeg', width: 1, height: 1 },
    checkpoints: [{ iteration, bytes: readFileSync(path), config: {} }],
  });
  checkpointId = (await listStyles(null))[0]!.published!.id;
});

const workers = new Set<ChildProcess>();
afterEach(async () => {
  for (const worker of workers) {
    if (worker.exitCode !== null || worker.signalCode !== null) continue;
    const gone = once(worker, 'exit');
    worker.kill('SIGKILL');
    await gone;
  }
  workers.clear();
});

/** A worker, and the folder that it works in. */
function startWorker() {
  const data = temporaryFolder();
  const worker = spawn(process.execPath, ['--import', 'tsx', script], {
    env: { ...process.env, DATABASE_URL: url(), ATELIER_DATA: data },
    stdio: ['ignore', 'ignore', 'inherit'],
  });
  workers.add(worker);
  return { worker, data };
}

/** Sends a file as the studio does, in small pieces. */
async function send(path: string, options: object = { strokes: 'full' }): Promise<Film> {
  const film = (await addFilm({ name: path.split('/').at(-1)!, checkpointId, options, ownerId: null }))!;
  let index = 0;
  for await (const chunk of createReadStream(path, { highWaterMark: 10_000 }))
    await addFilmChunk(film.id, 'source', index++, chunk as Buffer);
  return (await queueFilm(film.id, null, 'arriving'))!;
}

const filmNow = async (id: string) => (await listFilms(null)).find((film) => film.id === id)!;
const over = (id: string) =>
  vi.waitUntil(async () => {
    const film = await filmNow(id);
    return ['done', 'failed'].includes(film.status) && film;
  }, PATIENCE);

async function sql<Row extends object>(statement: string, values: unknown[] = []): Promise<Row[]> {
  const client = new pg.Client({ connectionString: url() });
  await client.connect();
  try {
    return (await client.query<Row>(statement, values)).rows;
  } finally {
    await client.end();
  }
}

/** The parts of a film that are stored, and how many chunks each has. */
async function stored(id: string): Promise<Record<string, number>> {
  const rows = await sql<{ part: string; count: number }>(
    'select part, count(*)::int as count from "FilmChunk" where "filmId" = $1 group by part',
    [id],
  );
  return Object.fromEntries(rows.map(({ part, count }) => [part, count]));
}

async function result(id: string, name: string): Promise<string> {
  const path = join(temporaryFolder(), name);
  await writeFile(path, filmBytes(id, 'result'));
  return path;
}

test('a worker that is killed in the middle of a film leaves it to another, which makes the same frames', async () => {
  const clip = join(temporaryFolder(), 'clip.mp4');
  const times = Array.from({ length: 151 }, (_, i) => i / 15 + (i % 3) / 100);
  await writeClip(clip, { width: 160, height: 120, times, tone: 440 });

  const undisturbed = await send(clip);
  startWorker();
  expect(await over(undisturbed.id)).toMatchObject({
    ...{ status: 'done', done: 150, frames: 150, width: 160, height: 120, failure: null },
  });
  expect(await stored(undisturbed.id)).toEqual({ result: 1 });
  const poster = await readPoster(undisturbed.id, null);
  expect(await sharp(poster!).metadata()).toMatchObject({ format: 'jpeg', width: 160, height: 120 });

  await allGone();
  const disturbed = await send(clip);
  const first = startWorker();
  await vi.waitUntil(async () => ((await stored(disturbed.id)).segment ?? 0) >= 1, PATIENCE);
  first.worker.kill('SIGKILL');
  await once(first.worker, 'exit');
  expect((await filmNow(disturbed.id)).status).toBe('painting');
  const second = startWorker();
  expect(await over(disturbed.id)).toMatchObject({ status: 'done', done: 150 });
  // The film is told to be done before the worker has cleared up.
  await vi.waitUntil(() => readdirSync(second.data).length === 0, PATIENCE);

  const [before, after] = [
    await readClip(await result(undisturbed.id, 'a.mp4')),
    await readClip(await result(disturbed.id, 'b.mp4')),
  ];
  const source = await readClip(clip);
  expect(before.frames.map(({ time }) => time)).toEqual(source.frames.map(({ time }) => time));
  expect([after.frames.map(({ time, duration }) => [time, duration]), after.sound]).toEqual([
    before.frames.map(({ time, duration }) => [time, duration]),
    before.sound,
  ]);
  // The same frames go into the encoder, whose rate control does not spend the same bits on them twice.
  after.frames.forEach(({ rgba }, i) => expect(difference(rgba, before.frames[i]!.rgba)).toBeLessThan(3));
  expect(difference(after.frames[20]!.rgba, before.frames[60]!.rgba)).toBeGreaterThan(5);
  expect(before.sound!.seconds).toBeCloseTo(source.sound!.seconds, 1);
});

const difference = (a: Uint8Array, b: Uint8Array) =>
  a.reduce((sum, value, i) => sum + Math.abs(value - b[i]!), 0) / a.length;

/** Two at once would share the films. */
const allGone = async () => {
  for (const worker of workers) {
    worker.kill('SIGTERM');
    await once(worker, 'exit');
  }
  workers.clear();
};

test('a moving picture goes on moving; what cannot be painted says why, and nothing of it stays', async () => {
  const folder = temporaryFolder();
  const gif = join(folder, 'moving.gif');
  // A bright bar that walks to the right.
  const frames = [10, 25, 40].map((bar) =>
    Buffer.from(
      Array.from({ length: 3 * 64 * 48 }, (_, i) =>
        Math.abs((Math.floor(i / 3) % 64) - bar) < 6 ? 240 : 30,
      ),
    ),
  );
  await sharp(Buffer.concat(frames), { raw: { width: 64, height: 144, channels: 3, pageHeight: 48 } })
    .gif({ delay: [100, 200, 300] })
    .toFile(gif);
  const text = join(folder, 'renamed.mp4');
  await writeFile(text, 'no film at all '.repeat(5_000));
  const whole = join(folder, 'whole.mp4');
  await writeClip(whole, {
    width: 64,
    height: 48,
    times: Array.from({ length: 50 }, (_, i) => i / 10),
    indexFirst: true,
  });
  const cut = join(folder, 'cut.mp4');
  const bytes = readFileSync(whole);
  await writeFile(cut, bytes.subarray(0, Math.floor(bytes.length / 2)));

  const [moving, ...broken] = [await send(gif), await send(text), await send(cut)];
  const { data } = startWorker();
  expect(await over(moving.id)).toMatchObject({ status: 'done', frames: 3, width: 64, height: 48 });
  expect(await sharp(await result(moving.id, 'moving.gif'), { animated: true }).metadata()).toMatchObject({
    ...{ format: 'gif', pages: 3, delay: [100, 200, 300] },
  });
  const [notAFilm, cutShort] = await Promise.all(broken.map(({ id }) => over(id)));
  expect(notAFilm).toMatchObject({
    status: 'failed',
    failure: expect.stringMatching(/^renamed\.mp4: not a film/) as string,
  });
  expect(cutShort).toMatchObject({
    status: 'failed',
    failure: expect.stringMatching(/^cut\.mp4: /) as string,
  });
  for (const { id } of broken) expect(await stored(id)).toEqual({});
  expect(readdirSync(data)).toEqual([]);
});

test('one that is stopped is let go, and goes on from there; one that is deleted is gone', async () => {
  const clip = join(temporaryFolder(), 'clip.mp4');
  await writeClip(clip, { width: 320, height: 240, times: Array.from({ length: 201 }, (_, i) => i / 20) });
  const film = await send(clip);
  const { data } = startWorker();
  await vi.waitUntil(async () => ((await stored(film.id)).segment ?? 0) >= 1, PATIENCE);
  expect(await stopFilm(film.id, 'somebody else')).toBeNull();
  expect(await stopFilm(film.id, null)).toBe(true);
  await vi.waitUntil(() => readdirSync(data).length === 0, PATIENCE);
  expect(await filmNow(film.id)).toMatchObject({ status: 'stopped' });
  expect(await queueFilm(film.id, null, 'stopped')).toMatchObject({ status: 'queued' });
  await vi.waitUntil(async () => ((await stored(film.id)).segment ?? 0) >= 2, PATIENCE);
  expect(await deleteFilm(film.id)).toBe(true);
  await vi.waitUntil(() => readdirSync(data).length === 0, PATIENCE);
  expect([await listFilms(null), await stored(film.id)].flat()).not.toContainEqual(
    expect.objectContaining({ id: film.id }),
  );
});

test('a film waits, and says so, until a full disk has room for it: that is no vain attempt', async () => {
  const clip = join(temporaryFolder(), 'clip.mp4');
  await writeClip(clip, { width: 96, height: 64, times: Array.from({ length: 61 }, (_, i) => i / 20) });
  // What PostgreSQL says then, where it would store what is painted.
  await sql(`
    create function full_disk() returns trigger language plpgsql as $$ begin
      raise exception 'could not extend file: No space left on device' using errcode = 'disk_full';
    end $$;
    create trigger full_disk before insert on "FilmChunk" for each row when (new.part <> 'source')
      execute function full_disk()`);
  const { id } = await send(clip);
  startWorker();
  await vi.waitUntil(async () => (await filmNow(id)).failure, PATIENCE);
  expect(await filmNow(id)).toMatchObject({ status: 'painting', failure: 'no space left on a disk' });
  await sql('drop function full_disk cascade');
  expect(await over(id)).toMatchObject({ status: 'done', done: 60, failure: null });
  expect(await stored(id)).toEqual({ result: 1 });
});
