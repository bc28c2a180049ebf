import { setTimeout as delay } from 'node:timers/promises';
import { HOLD_SECONDS, LostRunError } from '@atelier/db';

/** A database that is silent for so long may give the run to another worker soon. */
export const SILENCE_MS = (HOLD_SECONDS - 5) * 1000;
const RETRY_MS = 500;

/** Does something with the database, again if it is away for a moment. @throws LostRunError at once; else the last error */
export async function persist<Result>(work: () => Promise<Result>): Promise<Result> {
  const asked = performance.now();
  for (;;)
    try {
      return await work();
    } catch (error) {
      if (error instanceof LostRunError || performance.now() - asked > SILENCE_MS) throw error;
      await delay(RETRY_MS);
    }
}
