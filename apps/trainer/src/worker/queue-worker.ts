import { setTimeout as delay } from 'node:timers/promises';
import { isNoSpace, type Queue, workQueue } from '@atelier/db';
import { within } from '@atelier/log';
import { type Patience, persist } from '../training/persist.ts';

/** Whoever frees a full disk takes longer than a database is away, and each attempt uses some of what is left. */
const RETRY_MS = 5_000;

/** What the log calls it. */
const NAMES: Record<Queue, string> = { train: 'runId', film: 'filmId', dataset: 'datasetId' };

/** What was taken was not ended here: the queue hands it out again. */
export class GivenBackError extends Error {}

export interface Worker {
  /** Ends what is under way as soon as it can be gone on with elsewhere, and gives it back. */
  stop(): Promise<void>;
}

/** Signals of what is under way. */
export interface Signals {
  /** This worker is to stop. */
  stopping: AbortSignal;
  /** The queue has given it to another worker. */
  lost: AbortSignal;
}

/** Takes what a queue holds, one at a time; what `handle` throws gives it back. */
export async function startQueueWorker(
  from: Queue,
  handle: (id: string, jobId: string, signals: Signals) => Promise<void>,
): Promise<Worker> {
  const stopping = new AbortController();
  const queue = await workQueue(from, async (id, jobId, lost) => {
    if (stopping.signal.aborted) throw new GivenBackError('the worker stops');
    await within({ [NAMES[from]]: id, jobId }, () => handle(id, jobId, { stopping: stopping.signal, lost }));
  });
  return {
    stop: async () => {
      stopping.abort();
      await queue.stop();
    },
  };
}

/**
 * What has been worked out waits, not counted as a vain attempt, until a full disk of the database has room for it. `say`: for
 * the log, once; `tell`: for the user.
 */
export function waitForSpace({
  signal,
  say,
  tell,
}: {
  signal: AbortSignal;
  say: (why: string) => void;
  tell: () => Promise<void>;
}): Patience {
  let said = false;
  return {
    wait: async (error) => {
      if (!said) say(`waits for space: ${String(error)}`);
      said = true;
      try {
        await persist(tell);
      } catch (cause) {
        if (!isNoSpace(cause)) throw cause; // else there is no room for these words either
      }
      await delay(RETRY_MS, undefined, { signal }).catch(() => {
        throw error;
      });
    },
  };
}
