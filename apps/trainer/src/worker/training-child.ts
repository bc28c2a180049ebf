import { type ChildProcess, fork } from 'node:child_process';
import { on, once } from 'node:events';
import { setTimeout as delay } from 'node:timers/promises';
import { changes, type DesiredState, type Hold, isNoSpace, LostRunError, type TakenRun } from '@atelier/db';
import pRetry from 'p-retry';
import { DatabaseRun } from '../training/database-run.ts';
import { persist, RENEW_MS, SILENCE_MS } from '../training/persist.ts';
import type { Order, Report } from './messages.ts';
import { waitForSpace } from './queue-worker.ts';

/** How long a process may take to store its state when it is to halt, besides the iteration under way. */
const HALT_MS = 60_000;
/** So much longer than the others an iteration may take, on a machine that is busy. */
const SLOWER = 4;

export interface Surroundings {
  /** The training process's script. */
  script: string;
  /** In milliseconds; 60,000 without it. */
  haltMs?: number | undefined;
  log: (line: string) => void;
  /** This worker is to stop. */
  stopping: AbortSignal;
  /** The queue has given the run to another worker. */
  lost: AbortSignal;
}

/**
 * `halted`: told to, after its last state, or the database fell silent or had no space for it; `noSpace`: a disk of this
 * worker's had none; `crashed`: it ended without a word.
 */
export type Outcome = 'finished' | 'failed' | 'halted' | 'noSpace' | 'crashed';

/**
 * Trains a run in a process of its own and stores what it reports, until it ends, the user wants otherwise or this worker
 * stops. Throws LostRunError once the run is another worker's; whatever happens, the process is gone afterwards.
 */
export async function train(hold: Hold, run: TakenRun, surroundings: Surroundings): Promise<Outcome> {
  const { script, haltMs = HALT_MS, stopping, lost, log } = surroundings;
  let { secondsPerIteration } = run;
  const child = startProcess(script);
  const exit = once(child, 'exit');
  const order = (order: Order) => void (child.connected && child.send(order));

  const ended = new AbortController();
  const abandoned = new AbortController();
  const abandon = (error: unknown) => void (ended.signal.aborted || abandoned.abort(error));
  let killing: NodeJS.Timeout | undefined;
  const halt = () => {
    if (killing) return;
    order({ type: 'halt' });
    // A process that hangs must not be waited for; one that computes must, or all since its last state is lost.
    const iteration = (secondsPerIteration ?? 0) * 1000;
    killing = setTimeout(() => child.kill('SIGKILL'), haltMs + SLOWER * iteration);
  };
  const heed = (desired: DesiredState) => {
    if (desired !== 'running') halt();
  };

  lost.addEventListener('abort', () => abandon(new LostRunError(run.id)), { signal: ended.signal });
  stopping.addEventListener('abort', halt, { signal: ended.signal });
  renew(hold, heed, ended.signal, log).catch(abandon);
  listen(hold, heed, ended.signal, log).catch(abandon);
  const { id, config, photoFolder, styleImage, origin, state } = run;
  order({ type: 'train', job: { id, config, photoFolder, styleImage, origin, state: state && state.bytes } });
  const gone = new AbortController();
  child.once('exit', () => gone.abort());
  // The process waits for its report to be stored, with all that it has computed, while the run says why.
  const patience = waitForSpace({
    signal: AbortSignal.any([abandoned.signal, gone.signal]),
    say: (why) => log(`Run ${run.id}: ${why}`),
    tell: () => hold.wait('database'),
  });
  const store = new DatabaseRun(hold, run.iterations, heed, patience);
  if (stopping.aborted) halt();

  let outcome: Outcome = 'crashed';
  try {
    const reports = on(child, 'message', { close: ['exit'], signal: abandoned.signal });
    for await (const [report] of reports as AsyncIterable<[Report]>) {
      if (report.type === 'finished' || report.type === 'failed' || report.type === 'halted') {
        outcome = report.type === 'failed' && report.failure === 'noSpace' ? 'noSpace' : report.type;
        ended.abort();
      }
      if (outcome === 'noSpace') break;
      if (report.type === 'started') await store.begin(report.part);
      else if (report.type === 'failed')
        await persist(() => hold.fail(report.failure, report.detail, report.why), patience);
      else if (report.type !== 'halted') await store.store(report);
      if (report.type === 'step') secondsPerIteration = report.seconds;
      order({ type: 'go' });
    }
  } catch (error) {
    const reason: unknown = abandoned.signal.aborted ? abandoned.signal.reason : error;
    if (!(reason instanceof SilentDatabaseError || isNoSpace(reason))) throw reason;
    log(`Run ${run.id}: ${String(reason)}`);
    outcome = 'halted';
  } finally {
    ended.abort();
    clearTimeout(killing);
    child.kill('SIGKILL');
    await exit;
  }
  return outcome;
}

function startProcess(script: string): ChildProcess {
  return fork(script, {
    serialization: 'advanced',
    stdio: ['ignore', 'inherit', 'inherit', 'ipc'],
  });
}

type Watch = (
  hold: Hold,
  heed: (desired: DesiredState) => void,
  signal: AbortSignal,
  log: Surroundings['log'],
) => Promise<void>;

/** The database has not answered for so long that another worker may have the run. */
class SilentDatabaseError extends Error {}

/** Renews the hold every few seconds. A database that is away for a moment is asked again: at the next beat. */
const renew: Watch = async (hold, heed, signal, log) => {
  let silentSince: number | undefined;
  while (!signal.aborted) {
    await delay(RENEW_MS, undefined, { signal });
    const asked = performance.now();
    const answered = new AbortController();
    try {
      heed(await Promise.race([hold.renew(), silence(answered.signal)]));
      silentSince = undefined;
    } catch (error) {
      silentSince ??= asked;
      if (error instanceof LostRunError || error instanceof SilentDatabaseError) throw error;
      log(`Run ${hold.runId}: the hold could not be renewed: ${String(error)}`);
      if (performance.now() - silentSince > SILENCE_MS) throw new SilentDatabaseError(String(error));
    } finally {
      answered.abort();
    }
  }
};

async function silence(signal: AbortSignal): Promise<never> {
  await delay(SILENCE_MS, undefined, { signal });
  throw new SilentDatabaseError(`the database has not answered for ${SILENCE_MS / 1000} s`);
}

/** Hears at once that the user wants something else. */
const listen: Watch = (hold, heed, signal, log) =>
  pRetry(
    async () => {
      for await (const changed of changes(signal))
        if (changed === undefined || changed === hold.runId) heed(await hold.renew());
    },
    {
      retries: Infinity,
      factor: 1,
      minTimeout: RENEW_MS,
      signal,
      shouldRetry: ({ error }) => {
        if (error instanceof LostRunError) return false;
        log(`Run ${hold.runId}: listening again: ${String(error)}`);
        return true;
      },
    },
  );
