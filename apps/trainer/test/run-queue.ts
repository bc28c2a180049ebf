/** Runs in the queue, and workers that only count: each run is watched for two that train it at once. */
import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import path from 'node:path';
import { EVERYBODY, changes, createRun, getRun, listMetrics, type Run } from '@atelier/db';
import { createStyle, useFreshDatabase } from '@atelier/db/test';
import pg from 'pg';
import { afterEach, beforeAll, expect } from 'vitest';

const url = useFreshDatabase();

const [worker, training] = ['slow-worker', 'slow-training'].map((name) =>
  path.join(import.meta.dirname, '../.bundle/test', `${name}.mjs`),
) as [string, string];

let styleId: string;

beforeAll(async () => {
  await query('create table twice (lock int)');
  await query('create table started (lock int, iteration int)');
  const file = { bytes: Buffer.from('a picture'), mime: 'image/png', width: 1, height: 1 };
  styleId = (await createStyle({ title: 'Style', file })).id;
});

export const workers = new Set<ChildProcess>();

afterEach(async () => {
  await Promise.all(
    [...workers].map(async (worker) => {
      const gone = once(worker, 'exit');
      worker.kill('SIGKILL');
      await gone;
    }),
  );
  expect(await query('select * from twice')).toEqual([]);
});

export function startWorker(haltMs?: number): ChildProcess {
  const child = spawn(process.execPath, [worker, training], {
    env: { ...process.env, DATABASE_URL: url(), PGAPPNAME: 'worker', HALT_MS: String(haltMs ?? 60_000) },
    stdio: ['ignore', 'ignore', 'inherit'],
  });
  workers.add(child);
  child.once('exit', () => workers.delete(child));
  return child;
}

export async function query(text: string, values: unknown[] = []): Promise<unknown[]> {
  const client = new pg.Client({ connectionString: url() });
  await client.connect();
  try {
    return (await client.query<Record<string, unknown>>(text, values)).rows;
  } finally {
    await client.end();
  }
}

let locks = 0;

export const newRun = (iterations: number, more: object = {}, photoFolder: string | null = null) =>
  createRun({ styleId, iterations, config: { iterations, lock: ++locks, ...more }, photoFolder });

/** The run once it is as wanted. */
export async function until(id: string, wanted: (run: Run) => boolean): Promise<Run> {
  const enough = new AbortController();
  const told = changes(enough.signal);
  for (;;) {
    await told.next();
    const run = (await getRun(id, EVERYBODY))!;
    if (!wanted(run)) continue;
    enough.abort();
    await told.next();
    return run;
  }
}

export const finished = (run: Run) => run.status === 'finished';

export const pidOf = (run: Run) => Number(run.workerId?.split('-').at(-1));

export const isAt = (iteration: number) => (run: Run) =>
  run.status === 'running' && run.iteration >= iteration;

export async function expectWhole(id: string, iterations: number): Promise<void> {
  const metrics = await listMetrics(id);
  expect(metrics.map((each) => each.iteration)).toEqual(Array.from({ length: iterations }, (_, i) => i + 1));
}

export const ENDLESS = 1_000_000;
