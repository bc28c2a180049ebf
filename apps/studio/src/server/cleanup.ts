import { log } from '@atelier/log';
import { clearOld, KEPT_DAYS, purgeDeleted } from '@atelier/db';

const DAY = 86_400_000;

/**
 * Now and once a day: what was deleted a week ago goes for good, and so does what finished trainings would be continued from,
 * after a month, and what nobody goes back to, after a season. A failure is told, and tried again the next day.
 */
export function cleanUpDaily(): void {
  const cleanUp = () =>
    Promise.all([purgeDeleted(new Date(Date.now() - KEPT_DAYS * DAY)), clearOld()]).catch((cause: unknown) =>
      log.error({ err: cause }, 'what is no longer needed could not be cleared away'),
    );
  void cleanUp();
  setInterval(() => void cleanUp(), DAY).unref();
}
