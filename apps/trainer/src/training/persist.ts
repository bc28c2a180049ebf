import { HOLD_SECONDS, isNoSpace, LostError } from '@atelier/db';
import pRetry from 'p-retry';

/** So often whoever trains a run shows that it does, and hears what the user wants. */
export const RENEW_MS = 4000;
/** A database that is silent for so long may give the run to another worker soon. */
export const SILENCE_MS = (HOLD_SECONDS - 5) * 1000;
const RETRY_MS = 500;

/** What a full disk of the database's means to whoever writes there. */
export interface Patience {
  /** Lets some time go by, in which somebody may free some. @throws the error, where it is not worth waiting */
  wait: (error: unknown) => Promise<void>;
}

/**
 * Does something with the database, again if it is away for a moment; and with `patience` for as long as its disk is full.
 * @throws LostError at once; else the last error
 */
export async function persist<Result>(work: () => Promise<Result>, patience?: Patience): Promise<Result> {
  for (;;)
    try {
      return await pRetry(work, {
        retries: Infinity,
        factor: 1,
        minTimeout: RETRY_MS,
        maxRetryTime: SILENCE_MS,
        shouldRetry: ({ error }) => !(error instanceof LostError || (patience && isNoSpace(error))),
      });
    } catch (error) {
      if (!patience || !isNoSpace(error)) throw error;
      await patience.wait(error);
    }
}
