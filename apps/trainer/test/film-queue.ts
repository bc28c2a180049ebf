/** Films in the queue, workers that take them, and what has come of them. */
import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { createReadStream, readFileSync } from 'node:fs';
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import {
  addFilm,
  addFilmChunk,
  type Film,
  filmBytes,
  listFilms,
  listStyles,
  putBuiltInStyle,
  queueFilm,
} from '@atelier/db';
import { useFreshDatabase } from '@atelier/db/test';
import pg from 'pg';
import { afterEach, beforeAll, vi } from 'vitest';
import { temporaryFolder } from './atelier.ts';
import { builtInStyles } from '../src/catalogue/styles.ts';

const url = useFreshDatabase();

const program = join(import.meta.dirname, '../.bundle/test/film-worker.mjs');

export const PATIENCE = { timeout: 300_000, interval: 100 };

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

export const workers = new Set<ChildProcess>();

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
export function startWorker() {
  const data = temporaryFolder();
  const worker = spawn(process.execPath, [program], {
    env: { ...process.env, DATABASE_URL: url(), ATELIER_DATA: data },
    stdio: ['ignore', 'ignore', 'inherit'],
  });
  workers.add(worker);
  return { worker, data };
}

/** Sends a file as the studio does, in small pieces. */
export async function send(path: string, options: object = { strokes: 'full' }): Promise<Film> {
  const film = (await addFilm({ name: path.split('/').at(-1)!, checkpointId, options, ownerId: null }))!;
  let index = 0;
  for await (const chunk of createReadStream(path, { highWaterMark: 10_000 }))
    await addFilmChunk(film.id, 'source', index++, chunk as Buffer);
  return (await queueFilm(film.id, null, 'arriving'))!;
}

export const filmNow = async (id: string) => (await listFilms(null)).find((film) => film.id === id)!;

export const over = (id: string) =>
  vi.waitUntil(async () => {
    const film = await filmNow(id);
    return ['done', 'failed'].includes(film.status) && film;
  }, PATIENCE);

export async function sql<Row extends object>(statement: string, values: unknown[] = []): Promise<Row[]> {
  const client = new pg.Client({ connectionString: url() });
  await client.connect();
  try {
    return (await client.query<Row>(statement, values)).rows;
  } finally {
    await client.end();
  }
}

/** The parts of a film that are stored, and how many chunks each has. */
export async function stored(id: string): Promise<Record<string, number>> {
  const rows = await sql<{ part: string; count: number }>(
    'select part, count(*)::int as count from "FilmChunk" where "filmId" = $1 group by part',
    [id],
  );
  return Object.fromEntries(rows.map(({ part, count }) => [part, count]));
}

export async function result(id: string, name: string): Promise<string> {
  const path = join(temporaryFolder(), name);
  await writeFile(path, filmBytes(id, 'result'));
  return path;
}
