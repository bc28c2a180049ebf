import { randomUUID } from 'node:crypto';
import { announce } from './changes.ts';
import { db } from '../database.ts';
import { enqueue } from '../queue/queue.ts';
import type { Why } from '../queue/why.ts';

/** Seconds until a run that was passed on is offered again: until then others are taken, and other workers may be free. */
const AGAIN = 3;

/** The photos that a run names, and the machine whose worker told of them last; null where it names none, or nobody has told of them. */
export async function photosOf(runId: string): Promise<{ name: string; host: string } | null> {
  const run = await db().run.findUnique({ where: { id: runId }, select: { photoFolder: true } });
  if (!run?.photoFolder) return null;
  const dataset = await db().dataset.findUnique({ where: { name: run.photoFolder }, select: { host: true } });
  return dataset?.host ? { name: run.photoFolder, host: dataset.host } : null;
}

/**
 * Leaves a run whose photos are on another machine than this worker's to a worker there: it waits in the queue again, and says why.
 * Not a vain attempt.
 */
export function passOn(
  runId: string,
  jobId: string,
  { name, there, here }: { name: string; there: string; here: string },
): Promise<void> {
  return db().$transaction(async (tx) => {
    const next = randomUUID();
    const { count } = await tx.run.updateMany({
      where: { id: runId, jobId, status: { in: ['queued', 'running'] } },
      data: {
        ...{ status: 'queued', jobId: next, token: { increment: 1 }, workerId: null, secondsLeft: null },
        failure: 'photosElsewhere',
        failureDetail: `the photos "${name}" are on ${there}; ${here} has none of this name`,
        failureWhy: [{ kind: 'photosElsewhere', name, there, here }] satisfies Why[],
      },
    });
    if (count === 0) return; // paused, stopped or deleted meanwhile
    await enqueue(tx, 'train', runId, next, AGAIN);
    await announce(tx, runId);
  });
}
