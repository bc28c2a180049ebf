import { randomUUID } from 'node:crypto';
import { db, type Transaction } from '../database.ts';
import { announce } from './changes.ts';
import { hashes, imageInfo, removing, type ImageInfo } from '../images.ts';
import type { Discarded } from '../discarded.ts';
import { builtInOr, EVERYBODY, type Owner, ownedBy, type Viewer } from '../owner.ts';
import { enqueue, isSilent } from '../queue/queue.ts';
import { insertStyle, type NewStyle } from '../styles/styles.ts';
import { Prisma, type RunFailure, type RunStatus, type DesiredState } from '../generated/client.ts';

export type { RunFailure, RunStatus, DesiredState };

export interface Run {
  id: string;
  style: { id: string; slug: string; title: string; image: ImageInfo };
  /** A training that the built-in networks come from: to look at */
  builtIn: boolean;
  /** The training configuration, as the apps stored it */
  config: unknown;
  photoFolder: string | null;
  /** SHA-256 of the style picture that it was started with */
  styleSha256: string;
  lossNetworkSha256: string | null;
  photosSha256: string | null;
  photoCount: number | null;
  status: RunStatus;
  /** What the user wants: `running` with the desired state `paused` is about to pause */
  desired: DesiredState;
  iteration: number;
  iterations: number;
  engine: string | null;
  device: string | null;
  secondsPerIteration: number | null;
  secondsLeft: number | null;
  failure: RunFailure | null;
  /** What the trainer said of it, in English */
  failureDetail: string | null;
  /** The same as Why[], for pages to say in their language; null: there are no other words for it */
  failureWhy: unknown;
  workerId: string | null;
  /** When the worker was last heard of; while running it says so every few seconds */
  heartbeatAt: Date | null;
  createdAt: Date;
  /** Since when its worker has been at it; null: nobody is */
  takenAt: Date | null;
  /** How long workers were at it before that; pauses and waiting do not count */
  secondsWorked: number;
  startedAt: Date | null;
  endedAt: Date | null;
}

export interface NewRun {
  styleId: string;
  /** Validated by the caller; also says `iterations` */
  config: object;
  iterations: number;
  /** Name of a photo folder in the worker's configuration; null: the built-in photos */
  photoFolder?: string | null;
  ownerId?: Owner;
}

const select = {
  id: true,
  style: { select: { id: true, slug: true, title: true, image: imageInfo } },
  builtIn: true,
  config: true,
  photoFolder: true,
  styleSha256: true,
  lossNetworkSha256: true,
  photosSha256: true,
  photoCount: true,
  status: true,
  desired: true,
  iteration: true,
  iterations: true,
  engine: true,
  device: true,
  secondsPerIteration: true,
  secondsLeft: true,
  failure: true,
  failureDetail: true,
  failureWhy: true,
  workerId: true,
  heartbeatAt: true,
  createdAt: true,
  takenAt: true,
  secondsWorked: true,
  startedAt: true,
  endedAt: true,
} as const;

/** Makes a run and queues it: both or neither. Of a built-in style, or of one of the owner's. */
export function createRun(run: NewRun): Promise<Run> {
  return db().$transaction((tx) => insertRun(tx, run));
}

/** Makes a style of the owner's, and its first run: both or neither. */
export function createStyleWithRun(style: NewStyle, run: Omit<NewRun, 'styleId' | 'ownerId'>): Promise<Run> {
  const { ownerId = null } = style;
  return db().$transaction(async (tx) =>
    insertRun(tx, { ...run, ownerId, styleId: await insertStyle(tx, style) }),
  );
}

async function insertRun(
  tx: Transaction,
  { photoFolder = null, ownerId = null, ...rest }: NewRun,
): Promise<Run> {
  const jobId = randomUUID();
  const { imageSha256: styleSha256 } = await tx.style.findFirstOrThrow({
    where: { id: rest.styleId, ...builtInOr(ownerId) },
  });
  const run = await tx.run.create({ data: { ...rest, styleSha256, photoFolder, jobId, ownerId }, select });
  await enqueue(tx, 'train', run.id, jobId);
  await announce(tx, run.id);
  return run;
}

/** Those that are not deleted, nor are their styles. */
const kept = { deletedAt: null, style: { deletedAt: null } } as const;

/** Newest first, without those of the built-in networks. */
export function listRuns(viewer: Viewer): Promise<Run[]> {
  return db().run.findMany({
    where: { ...kept, builtIn: false, ...ownedBy(viewer) },
    select,
    orderBy: { createdAt: 'desc' },
  });
}

/** The trainings that the built-in networks come from, in the gallery's order. */
export function listBuiltInRuns(): Promise<Run[]> {
  return db().run.findMany({ where: { builtIn: true }, select, orderBy: { style: { position: 'asc' } } });
}

export function getRun(id: string, viewer: Viewer): Promise<Run | null> {
  return db().run.findFirst({ where: { id, ...kept, ...builtInOr(viewer) }, select });
}

/** Whether the run is the viewer's, deleted or not. */
export async function ownsRun(id: string, viewer: Viewer): Promise<boolean> {
  return (await db().run.count({ where: { id, ...ownedBy(viewer) } })) > 0;
}

/** What a run goes on from, or null: it has not saved anything yet, or is finished. */
export function readRunState(runId: string): Promise<{ iteration: number; bytes: Uint8Array } | null> {
  return db().runState.findUnique({ where: { runId }, select: { iteration: true, bytes: true } });
}

/**
 * Says what the user wants of a run. `paused` and `stopped` reach a worker within one iteration; `running` takes back a pause,
 * and queues a paused, stopped or failed run again: it goes on from its last state.
 * Returns null if the viewer has no such run or its state does not allow it (a finished run cannot go on).
 */
export function setDesiredState(id: string, desired: DesiredState, viewer: Viewer): Promise<Run | null> {
  return db().$transaction(async (tx) => {
    const [run] = await tx.$queryRaw<{ status: RunStatus; jobId: string | null; heartbeatAt: Date | null }[]>`
      select status, "jobId", "heartbeatAt" from "Run" where id = ${id} and "deletedAt" is null and not "builtIn"
        and (${viewer === EVERYBODY} or "ownerId" is not distinct from ${viewer === EVERYBODY ? null : viewer}) for update`;
    if (!run) return null;
    // A command line that was killed: no queue gives its run to anybody else.
    const left = run.status === 'running' && run.jobId === null && isSilent(run.heartbeatAt);
    if (!(await grant(tx, id, left ? 'paused' : run.status, desired))) return null;
    await announce(tx, id);
    return tx.run.findUniqueOrThrow({ where: { id }, select });
  });
}

/**
 * Lets a finished run go on, to so many iterations in all: it is queued again and begins at its last state.
 * Returns null if the viewer has no such run, or it is not finished, has got as far, or its state has been cleared away.
 */
export function continueRun(id: string, iterations: number, viewer: Viewer): Promise<Run | null> {
  return db().$transaction(async (tx) => {
    const run = await tx.run.findFirst({
      where: {
        ...{
          id,
          status: 'finished',
          builtIn: false,
          deletedAt: null,
          iterations: { lt: iterations },
          state: { isNot: null },
        },
        ...(viewer !== EVERYBODY && { ownerId: viewer }),
      },
      select: { config: true },
    });
    if (!run) return null;
    // Whoever asks for more means it, flat or not.
    const config = { ...(run.config as object), iterations, stopWhenFlat: 0 };
    await tx.run.update({ where: { id }, data: { iterations, config, status: 'paused', desired: 'paused' } });
    await grant(tx, id, 'paused', 'running');
    await announce(tx, id);
    return tx.run.findUniqueOrThrow({ where: { id }, select });
  });
}

async function grant(
  tx: Transaction,
  id: string,
  status: RunStatus,
  desired: DesiredState,
): Promise<boolean> {
  const where = { id };
  if (status === 'finished') return false;
  if (status === 'running') {
    await tx.run.update({ where, data: { desired } });
    return true;
  }
  if (desired === 'running') {
    if (status === 'queued') return true;
    const jobId = randomUUID();
    await tx.run.update({
      where,
      data: {
        desired,
        status: 'queued',
        jobId,
        attempts: 0,
        failure: null,
        failureDetail: null,
        failureWhy: Prisma.DbNull,
        endedAt: null,
      },
    });
    await enqueue(tx, 'train', id, jobId);
    return true;
  }
  if (status !== 'queued' && status !== 'paused') return false;
  // Nobody works on it. Its job in the queue finds it so and does nothing.
  if (desired === 'paused') await tx.run.update({ where, data: { desired, status: 'paused' } });
  else await tx.run.update({ where, data: { desired, status: 'stopped', endedAt: new Date() } });
  return true;
}

/** Deletes a run for good, with its metrics, samples and state; its checkpoints stay with the style. A worker on it lets go. */
export function deleteRun(id: string, still: Discarded = {}): Promise<boolean> {
  return removing(async (tx) => {
    const where = { id, ...still };
    const run = await tx.run.findFirst({
      where,
      select: { styleSha256: true, samples: { select: { sha256: true } } },
    });
    if (!run || (await tx.run.deleteMany({ where })).count === 0) return { result: false, unused: [] };
    await announce(tx, id);
    return { result: true, unused: [run.styleSha256, ...hashes(run.samples)] };
  });
}
