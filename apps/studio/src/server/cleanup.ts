import { KEPT_DAYS, purgeDeleted } from '@atelier/db';

const DAY = 86_400_000;

/** Now and once a day: what was deleted a week ago goes for good. A failure is told, and tried again the next day. */
export function cleanUpDaily(): void {
  const cleanUp = () =>
    purgeDeleted(new Date(Date.now() - KEPT_DAYS * DAY)).catch((cause: unknown) =>
      console.error('what was deleted a week ago could not be cleaned up:', cause),
    );
  void cleanUp();
  setInterval(() => void cleanUp(), DAY).unref();
}
