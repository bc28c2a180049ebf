import { setTimeout as delay } from 'node:timers/promises';
import { HOLD_SECONDS, isNoSpace, LostRunError } from '@atelier/db';
import pRetry from 'p-retry';

/** A database that is silent for so long may give the run to another worker soon. */
export const SILENCE_MS = (HOLD_SECONDS - 5) * 1000;
const RETRY_MS = 500;
/** Whoever frees a full disk takes longer, and each attempt uses some of what is left. */
const NO_SPACE_RETRY_MS = 5_000;

/** What a full disk of the database's means to whoever writes there. */
export interface Patience {
  /** Told each time that there is still no space. */
  onNoSpace: (error: unknown) => Promise<void>;
  /** Ends the waiting for space. */
  signal: AbortSignal;
}

/**
 * Does something with the database, again if it is away for a moment; and with `patience` for as long as its disk is full.
 * @throws LostRunError at once; else the last error
 */
export async function persist<Result>(work: () => Promise<Result>, patience?: Patience): Promise<Result> {
  for (;;)
    try {
      return await pRetry(work, {
        retries: Infinity,
        factor: 1,
        minTimeout: RETRY_MS,
        maxRetryTime: SILENCE_MS,
        shouldRetry: ({ error }) => !(error instanceof LostRunError || (patience && isNoSpace(error))),
      });
    } catch (error) {
      if (!patience || !isNoSpace(error)) throw error;
      await patience.onNoSpace(error);
      await delay(NO_SPACE_RETRY_MS, undefined, { signal: patience.signal }).catch(() => {
        throw error;
      });
    }
}
