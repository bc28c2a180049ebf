/**
 * A training process whose "training" only counts: the queue's tests watch who trains what and when. It goes as fast as
 * its worker stores. Its state is the iteration's number; `engine` tells where it began.
 */
import { setTimeout as delay } from 'node:timers/promises';
import { type Checkpoint, readCheckpoint } from '@atelier/model/checkpoint';
import pg from 'pg';
import type { Report, TrainingJob } from '../src/worker/messages.ts';
import { serveWorker } from '../src/worker/training-process.ts';

interface Config {
  iterations: number;
  /** Key of an advisory lock: two processes that train one run at once are noticed. */
  lock: number;
  /** The iteration at which the process ends without a word, if it began at the beginning. */
  crashAt?: number;
  /** Crashes every time. */
  hopeless?: boolean;
  failure?: string;
  /** So often it finds a disk of its own full when it starts. */
  fullTimes?: number;
  /** How long an iteration takes at least. */
  stepMs?: number;
}

async function* train({ config, state }: TrainingJob, signal: AbortSignal): AsyncGenerator<Report> {
  const { iterations, lock, crashAt, hopeless, failure, fullTimes = 0, stepMs = 0 } = config as Config;
  const first = state ? readCheckpoint(state).metadata.iteration : 0;
  const client = new pg.Client({ connectionString: process.env.DATABASE_URL, application_name: 'training' });
  await client.connect();
  const { rows } = await client.query<{ alone: boolean }>('select pg_try_advisory_lock(99, $1) as alone', [
    lock,
  ]);
  if (!rows[0]!.alone) await client.query('insert into twice values ($1)', [lock]);

  await client.query('insert into started values ($1, $2)', [lock, first]);
  const part = { from: first, engine: `from ${first}`, device: String(process.pid), photos: [1] };
  const begun = await client.query('select from started where lock = $1', [lock]);
  if (begun.rowCount! <= fullTimes) {
    yield { type: 'failed', failure: 'noSpace', detail: 'ENOSPC: no space left on device, write' };
    return;
  }
  yield { type: 'started', part: { ...part, lossNetworkSha256: 'loss network', photosSha256: 'photos' } };
  if (failure) {
    yield { type: 'failed', failure: 'input', detail: failure };
    return;
  }
  for (let iteration = first + 1; iteration <= iterations; iteration++) {
    if (signal.aborted) {
      yield stateAt(iteration - 1);
      return;
    }
    if (hopeless || (iteration === crashAt && first === 0)) process.exit(3);
    await delay(stepMs);
    yield stepAt(iteration, stepMs);
    if (iteration % 4 === 0) yield stateAt(iteration);
  }
  yield { type: 'checkpoint', iteration: iterations, checkpoint: weightsAt(iterations, 'weights') };
  yield { type: 'finished', iteration: iterations };
}

const weightsAt = (iteration: number, kind: 'weights' | 'state'): Checkpoint => ({
  metadata: { formatVersion: 1, kind, architecture: { name: 'transformer-net', width: 4 }, iteration },
  tensors: new Map(),
});

const stateAt = (iteration: number) =>
  ({ type: 'state', iteration, state: weightsAt(iteration, 'state') }) as const;

function stepAt(iteration: number, ms: number) {
  const losses = { content: 1, style: 1, total: 2 };
  return { type: 'step', iteration, losses, means: losses, seconds: ms / 1000, waiting: 0 } as const;
}

serveWorker(train);
