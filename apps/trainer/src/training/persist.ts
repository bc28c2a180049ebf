import { HOLD_SECONDS, LostRunError } from '@atelier/db';
import pRetry from 'p-retry';

/** A database that is silent for so long may give the run to another worker soon. */
export const SILENCE_MS = (HOLD_SECONDS - 5) * 1000;
const RETRY_MS = 500;

/** Does something with the database, again if it is away for a moment. @throws LostRunError at once; else the last error */
export function persist<Result>(work: () => Promise<Result>): Promise<Result> {
  return pRetry(work, {
    retries: Infinity,
    factor: 1,
    minTimeout: RETRY_MS,
    maxRetryTime: SILENCE_MS,
    shouldRetry: ({ error }) => !(error instanceof LostRunError),
  });
}
