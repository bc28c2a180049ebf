import { db } from '../database.ts';
import { purgeArriving } from '../films/films.ts';
import { hashes, removing } from '../images.ts';

const DAY = 86_400_000;
/** So many days after its end a run's state is kept: a finished one can be continued so long, the others go on from it. */
export const STATE_DAYS = { finished: 30, stopped: 90, failed: 90 };
/** So many days after a run's end all its samples are kept; then the last ones. */
const SAMPLE_DAYS = 90;

/** What was cleared: of runs the states and samples, of people their sessions. */
export interface Cleared {
  states: number;
  samples: number;
  sessions: number;
}

/**
 * Clears what nobody goes back to. Of runs that ended so long ago: their states (resumed, such a run begins anew) and all
 * samples but the last ones; checkpoints, published or not, metrics and runs themselves stay, and so does all of a run that is
 * paused. Besides, sessions and invitations that have run out, and films whose sending broke off a day ago.
 */
export async function clearOld(now = new Date()): Promise<Cleared> {
  const ago = (days: number) => new Date(now.getTime() - days * DAY);
  await purgeArriving(ago(1));
  await db().invitation.deleteMany({ where: { expiresAt: { lt: now } } });
  const { count: sessions } = await db().session.deleteMany({ where: { expiresAt: { lt: now } } });
  const { count: states } = await db().runState.deleteMany({
    where: {
      OR: (['finished', 'stopped', 'failed'] as const).map((status) => ({
        run: { status, endedAt: { lt: ago(STATE_DAYS[status]) } },
      })),
    },
  });
  const samples = await removing(async (tx) => {
    const gone = await tx.$queryRaw<{ sha256: string }[]>`
      delete from "Sample" s using "Run" r
      where r.id = s."runId" and r.status in ('finished', 'stopped', 'failed') and r."endedAt" < ${ago(SAMPLE_DAYS)}
        and s.iteration < (select max(iteration) from "Sample" where "runId" = r.id)
      returning s.sha256`;
    return { result: gone.length, unused: hashes(gone) };
  });
  return { states, samples, sessions };
}
