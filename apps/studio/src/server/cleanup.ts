import { log } from '@atelier/log';
import { clearOld, KEPT_DAYS, purgeDeleted, workDaily } from '@atelier/db';
import { setTimeout as delay } from 'node:timers/promises';

const DAY = 86_400_000;
/** A database that is away is asked again after so many milliseconds. */
const AGAIN = 5_000;

/**
 * Once a day: what was deleted a week ago goes for good, and so does what finished trainings would be continued from, after a
 * month, and what nobody goes back to, after a season. A failure is told, and tried again the next day.
 */
export async function cleanUpDaily(): Promise<void> {
  for (;;)
    try {
      return await workDaily(cleanUp);
    } catch (cause) {
      log.error({ err: cause }, 'the daily clearing could not be scheduled yet');
      await delay(AGAIN, undefined, { ref: false });
    }
}

async function cleanUp(): Promise<void> {
  for (const clear of [() => purgeDeleted(new Date(Date.now() - KEPT_DAYS * DAY)), clearOld])
    try {
      await clear();
    } catch (cause) {
      log.error({ err: cause }, 'what is no longer needed could not be cleared away');
    }
}
