import { type Queue, workQueue } from '@atelier/db';

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
    await handle(id, jobId, { stopping: stopping.signal, lost });
  });
  return {
    stop: async () => {
      stopping.abort();
      await queue.stop();
    },
  };
}
