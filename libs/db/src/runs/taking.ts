import { announce } from './changes.ts';
import { db } from '../database.ts';
import { Prisma, type RunStatus } from '../generated/client.ts';
import { sha256 } from '../images.ts';
import { isSilent, LostError } from '../queue/queue.ts';
import { findStyleByPicture, insertStyle, type NewStyle } from '../styles/styles.ts';
import type { Why } from '../queue/why.ts';
import { countWork } from './work-time.ts';
import { hostOf } from './worker-id.ts';

/** So often a run may be taken without getting anywhere before it is given up. */
const ATTEMPTS = 5;

export class LostRunError extends LostError {
  constructor(runId: string) {
    super(`run ${runId} was given to another worker or deleted`);
    this.name = 'LostRunError';
  }
}

/** Somebody else trains the run, or it has got further than whoever asks for it knows. */
export class BusyRunError extends Error {}

/** A run of the command line's own. */
export interface OwnRun {
  id: string;
  /** Made for it, with its owner, unless one learns from this picture already */
  style: NewStyle;
  config: object;
  iterations: number;
  photoFolder: string | null;
  /** The iteration that it goes on from */
  from: number;
}

/**
 * Takes the run that the job stands for, whoever had it before, and gives the token that counts from now on. Null if there
 * is nothing to do: the run is deleted, paused, ended, or queued again under another job.
 */
export function takeQueued(runId: string, jobId: string, workerId: string): Promise<number | null> {
  return db().$transaction(async (tx) => {
    const [own] = await tx.$queryRaw<{ startedAt: Date | null }[]>`
      select "startedAt" from "Run" where id = ${runId} and "jobId" = ${jobId} and status in ('queued', 'running') for update`;
    if (!own) return null; // another may be training it: its time goes on
    await countWork(tx, runId, 'heartbeatAt'); // of a worker that died
    const run = await tx.run.update({
      where: { id: runId },
      data: {
        status: 'running',
        ...(own.startedAt === null && { startedAt: new Date() }),
        takenAt: new Date(),
        token: { increment: 1 },
        attempts: { increment: 1 },
        workerId,
        heartbeatAt: new Date(),
        secondsLeft: null,
      },
    });
    await announce(tx, runId);
    if (run.attempts <= ATTEMPTS) return run.token;
    await tx.run.update({
      where: { id: runId },
      data: {
        status: 'failed',
        takenAt: null,
        endedAt: new Date(),
        failure: 'brokeOff',
        failureDetail: `broke off ${ATTEMPTS} times after iteration ${run.iteration}`,
        failureWhy: [{ kind: 'brokeOff', times: ATTEMPTS, iteration: run.iteration }] satisfies Why[],
      },
    });
    return null;
  });
}

/**
 * Makes a run that stands in no queue, with its style, or takes it up again: the command line trains it. Gives the token
 * that counts from now on.
 * @throws BusyRunError where a worker has it, or it has got further than `from`
 */
export function takeOwn({ id, from, style, ...run }: OwnRun, workerId: string): Promise<number> {
  return db().$transaction(async (tx) => {
    const { ownerId = null } = style;
    if (!(await tx.run.findUnique({ where: { id }, select: { id: true } }))) {
      const styleSha256 = sha256(style.file.bytes);
      const known = await findStyleByPicture(tx, styleSha256, ownerId);
      const styleId = known?.id ?? (await insertStyle(tx, style));
      await tx.run.createMany({
        data: [{ id, styleId, styleSha256, ownerId, ...run, status: 'paused', startedAt: new Date() }],
        skipDuplicates: true,
      });
    }
    const [there] = await tx.$queryRaw<
      {
        status: RunStatus;
        jobId: string | null;
        workerId: string | null;
        heartbeatAt: Date | null;
        iterations: number;
      }[]
    >`select status, "jobId", "workerId", "heartbeatAt", iterations from "Run" where id = ${id} for update`;
    if (!there) throw new LostRunError(id);
    const { status, heartbeatAt } = there;
    // Of this machine's command lines only one has the run's folder: an earlier one was killed.
    const here = there.jobId === null && hostOf(there.workerId) === hostOf(workerId);
    const saved = await tx.runState.findUnique({ where: { runId: id } });
    if (status === 'queued' || (status === 'running' && !here && !isSilent(heartbeatAt)))
      throw new BusyRunError('another process trains this run at this moment');
    if (status === 'finished' && there.iterations >= run.iterations)
      throw new BusyRunError('in the studio this run is finished');
    if (saved && saved.iteration > from)
      throw new BusyRunError(
        `in the studio this run is at iteration ${saved.iteration} already, here at ${from}`,
      );
    await countWork(tx, id, 'heartbeatAt'); // of a command line that was killed
    const { token } = await tx.run.update({
      where: { id },
      data: {
        // It may have been finished, and be continued to more.
        ...{ iterations: run.iterations, config: run.config },
        status: 'running',
        takenAt: new Date(),
        desired: 'running',
        jobId: null,
        token: { increment: 1 },
        workerId,
        heartbeatAt: new Date(),
        endedAt: null,
        failure: null,
        failureDetail: null,
        failureWhy: Prisma.DbNull,
      },
    });
    await announce(tx, id);
    return token;
  });
}
