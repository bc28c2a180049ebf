/**
 * A training process whose "training" only counts: the queue's tests watch who trains what and when. It goes as fast as
 * its worker stores. Its state is the iteration's number; `engine` tells where it began.
 */
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
}

async function* train({ config, state }: TrainingJob, signal: AbortSignal): AsyncGenerator<Report> {
  const { iterations, lock, crashAt, hopeless, failure } = config as Config;
  const first = state ? Number(Buffer.from(state).toString()) : 0;
  const client = new pg.Client({ connectionString: process.env.DATABASE_URL, application_name: 'training' });
  await client.connect();
  const { rows } = await client.query<{ alone: boolean }>('select pg_try_advisory_lock(99, $1) as alone', [
    lock,
  ]);
  if (!rows[0]!.alone) await client.query('insert into twice values ($1)', [lock]);

  yield { type: 'started', engine: `from ${first}`, device: String(process.pid), iteration: first };
  if (failure) {
    yield { type: 'failed', failure: 'input', detail: failure };
    return;
  }
  for (let iteration = first + 1; iteration <= iterations; iteration++) {
    if (signal.aborted) {
      yield { type: 'state', state: stateAt(iteration - 1) };
      return;
    }
    if (hopeless || (iteration === crashAt && first === 0)) process.exit(3);
    yield { type: 'metric', metric: metricAt(iteration) };
    if (iteration % 4 === 0) yield { type: 'state', state: stateAt(iteration) };
  }
  const weights = Buffer.from('weights');
  yield { type: 'checkpoint', file: { iteration: iterations, bytes: weights, config: {} } };
  yield { type: 'finished', iteration: iterations };
}

const stateAt = (iteration: number) => ({ iteration, bytes: Buffer.from(String(iteration)) });

function metricAt(iteration: number) {
  const losses = { content: 1, style: 1, total: 2 };
  return { iteration, losses, means: losses, seconds: 0.1, waiting: 0 };
}

serveWorker(train);
