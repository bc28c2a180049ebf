import { db } from './database.ts';
import { hashes, removing } from './images.ts';

/** How long what a run leaves behind is kept after its end, in days. */
export const OLD_DAYS = 90;

/** What was cleared: of runs the states and samples, of people their sessions. */
export interface Cleared {
  states: number;
  samples: number;
  sessions: number;
}

/**
 * Clears what nobody goes back to. Of runs that ended before a moment: the states of those that did not finish (resumed,
 * such a run begins anew; see purgeStates for the others) and all samples but the last ones; checkpoints, published or not, metrics and runs themselves stay, and so does all of a run that
 * is paused. Besides, sessions and invitations that have run out.
 */
export async function clearOld(before: Date): Promise<Cleared> {
  const now = new Date();
  await db().invitation.deleteMany({ where: { expiresAt: { lt: now } } });
  const { count: sessions } = await db().session.deleteMany({ where: { expiresAt: { lt: now } } });
  const { count: states } = await db().runState.deleteMany({
    where: { run: { status: { in: ['stopped', 'failed'] }, endedAt: { lt: before } } },
  });
  const samples = await removing(async (tx) => {
    const gone = await tx.$queryRaw<{ sha256: string }[]>`
      delete from "Sample" s using "Run" r
      where r.id = s."runId" and r.status in ('finished', 'stopped', 'failed') and r."endedAt" < ${before}
        and s.iteration < (select max(iteration) from "Sample" where "runId" = r.id)
      returning s.sha256`;
    return { result: gone.length, unused: hashes(gone) };
  });
  return { states, samples, sessions };
}
