import { db, type Transaction } from './database.ts';
import { announce } from './changes.ts';
import { isSilent } from './queue.ts';
import type { Prisma, RunFailure, RunStatus, DesiredState } from './generated/client.ts';
import { lockImages, storeImage, type ImageFile } from './images.ts';
import type { Owner } from './owner.ts';
import type { Metric } from './metrics.ts';
import { current, putCheckpoint, type CheckpointFile } from './checkpoints.ts';

/** So often a run may be taken without getting anywhere before it is given up. */
const ATTEMPTS = 5;

/** The run is somebody else's by now, or deleted: stop working on it and write nothing more. */
export class LostRunError extends Error {
  constructor(runId: string) {
    super(`run ${runId} was given to another worker or deleted`);
    this.name = 'LostRunError';
  }
}

/** Somebody else trains the run, or it has got further than whoever asks for it knows. */
export class BusyRunError extends Error {}

/** What a run was started with: files by SHA-256, and its photos. */
export interface RunOrigin {
  styleSha256: string;
  lossNetworkSha256: string | null;
  photosSha256: string | null;
  photoCount: number | null;
}

/** A run of the command line's own. */
export interface OwnRun {
  id: string;
  styleId: string;
  styleSha256: string;
  config: object;
  iterations: number;
  photoFolder: string | null;
  ownerId: Owner;
  /** The iteration that it goes on from */
  from: number;
}

interface Touched {
  desired: DesiredState;
  jobId: string | null;
}

export interface RunState {
  iteration: number;
  /** Safetensors: weights, Adam's moments, counters */
  bytes: Uint8Array;
}

/** What a worker needs to know of a run that it has taken. */
export interface TakenRun {
  id: string;
  config: unknown;
  photoFolder: string | null;
  iterations: number;
  styleTitle: string;
  styleImage: Uint8Array;
  secondsPerIteration: number | null;
  origin: RunOrigin;
  /** Null: begin at the beginning */
  state: RunState | null;
}

const hostOf = (workerId: string | null) => workerId?.replace(/-\d+$/, '');

/**
 * A worker's hold on a run. Taking a run counts its token up; every write of a hold is one transaction that begins by
 * checking the token, so that of two workers that believe they hold a run only the later one can write.
 * All methods throw `LostRunError` once the run is lost.
 */
export class Hold {
  readonly runId: string;
  readonly #token: number;

  private constructor(runId: string, token: number) {
    this.runId = runId;
    this.#token = token;
  }

  /**
   * Takes the run that the job stands for, whoever had it before. Null if there is nothing to do: the run is deleted,
   * paused, ended, or queued again under another job.
   */
  static async take(runId: string, jobId: string, workerId: string): Promise<Hold | null> {
    return db().$transaction(async (tx) => {
      await countWork(tx, runId, 'heartbeatAt'); // of a worker that died
      const [run] = await tx.run.updateManyAndReturn({
        where: { id: runId, jobId, status: { in: ['queued', 'running'] } },
        data: {
          status: 'running',
          takenAt: new Date(),
          token: { increment: 1 },
          attempts: { increment: 1 },
          workerId,
          heartbeatAt: new Date(),
          secondsLeft: null,
        },
      });
      if (!run) return null;
      if (!run.startedAt) await tx.run.update({ where: { id: runId }, data: { startedAt: new Date() } });
      await announce(tx, runId);
      const hold = new Hold(runId, run.token);
      if (run.attempts <= ATTEMPTS) return hold;
      await tx.run.update({
        where: { id: runId },
        data: {
          status: 'failed',
          takenAt: null,
          endedAt: new Date(),
          failure: 'brokeOff',
          failureDetail: `broke off ${ATTEMPTS} times after iteration ${run.iteration}`,
        },
      });
      return null;
    });
  }

  /**
   * Makes a run that stands in no queue, or takes it up again: the command line trains it. `workerId` is HOST-PID.
   * @throws BusyRunError where a worker has it, or it has got further than `from`
   */
  static async own({ id, from, ...run }: OwnRun, workerId: string): Promise<Hold> {
    return db().$transaction(async (tx) => {
      await tx.run.createMany({
        data: [{ id, ...run, status: 'paused', startedAt: new Date() }],
        skipDuplicates: true,
      });
      const [there] = await tx.$queryRaw<
        { status: RunStatus; jobId: string | null; workerId: string | null; heartbeatAt: Date | null }[]
      >`select status, "jobId", "workerId", "heartbeatAt" from "Run" where id = ${id} for update`;
      if (!there) throw new LostRunError(id);
      const { status, heartbeatAt } = there;
      // Of this machine's command lines only one has the run's folder: an earlier one was killed.
      const here = there.jobId === null && hostOf(there.workerId) === hostOf(workerId);
      const saved = await tx.runState.findUnique({ where: { runId: id } });
      if (status === 'queued' || (status === 'running' && !here && !isSilent(heartbeatAt)))
        throw new BusyRunError('another process trains this run at this moment');
      if (status === 'finished') throw new BusyRunError('in the studio this run is finished');
      if (saved && saved.iteration > from)
        throw new BusyRunError(
          `in the studio this run is at iteration ${saved.iteration} already, here at ${from}`,
        );
      await countWork(tx, id, 'heartbeatAt'); // of a command line that was killed
      const { token } = await tx.run.update({
        where: { id },
        data: {
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
        },
      });
      await announce(tx, id);
      return new Hold(id, token);
    });
  }

  /** The run with its style picture and last state. */
  async read(): Promise<TakenRun> {
    const run = await db().run.findFirst({
      where: { id: this.runId, token: this.#token },
      include: {
        style: true,
        styleImage: { omit: { bytes: false } },
        state: { omit: { bytes: false } },
      },
    });
    if (!run) throw new LostRunError(this.runId);
    return {
      id: run.id,
      config: run.config,
      photoFolder: run.photoFolder,
      iterations: run.iterations,
      styleTitle: run.style.title,
      styleImage: run.styleImage.bytes,
      secondsPerIteration: run.secondsPerIteration,
      origin: {
        styleSha256: run.styleSha256,
        lossNetworkSha256: run.lossNetworkSha256,
        photosSha256: run.photosSha256,
        photoCount: run.photoCount,
      },
      state: run.state && { iteration: run.state.iteration, bytes: run.state.bytes },
    };
  }

  /** Shows that the worker is alive, as every other write does, and says what the user wants. */
  async renew(): Promise<DesiredState> {
    const [run] = await this.#touch(db(), {});
    if (!run) throw new LostRunError(this.runId);
    return run.desired;
  }

  /** What a run was started with is written down the first time. */
  started({
    engine,
    device,
    iteration,
    origin,
  }: {
    engine: string;
    device: string;
    iteration: number;
    origin: Omit<RunOrigin, 'styleSha256'>;
  }): Promise<DesiredState> {
    return this.#write({ engine, device, iteration }, async (tx) => {
      await tx.run.updateMany({ where: { id: this.runId, lossNetworkSha256: null }, data: origin });
    });
  }

  saveMetric(metric: Metric, secondsLeft: number): Promise<DesiredState> {
    const { runId } = this;
    const { iteration, seconds } = metric;
    return this.#write({ iteration, secondsPerIteration: seconds, secondsLeft }, async (tx) => {
      await tx.metric.upsert({
        where: { runId_iteration: { runId, iteration } },
        create: { runId, ...metric },
        update: metric,
      });
    });
  }

  saveSample(iteration: number, index: number, file: ImageFile): Promise<DesiredState> {
    const { runId } = this;
    const save = async (tx: Transaction) => {
      const hash = await storeImage(tx, file);
      await tx.sample.upsert({
        where: { runId_iteration_index: { runId, iteration, index } },
        create: { runId, iteration, index, sha256: hash },
        update: { sha256: hash },
      });
    };
    return this.#write({}, save, (tx) => lockImages(tx, 'store'));
  }

  saveState({ iteration, bytes }: RunState): Promise<DesiredState> {
    const { runId } = this;
    const state = { iteration, bytes: new Uint8Array(bytes) };
    return this.#write({ iteration, attempts: 0 }, async (tx) => {
      await tx.runState.upsert({ where: { runId }, create: { runId, ...state }, update: state });
    });
  }

  /**
   * The style's first checkpoint is also its published one, and every later one of the same run takes its place, unless
   * somebody has published one, or the style is another's.
   */
  saveCheckpoint(file: CheckpointFile): Promise<DesiredState> {
    const { runId } = this;
    return this.#write({}, async (tx) => {
      const { styleId, ownerId } = await tx.run.findUniqueOrThrow({ where: { id: runId } });
      await putCheckpoint(tx, { styleId, runId, ownerId }, file);
      const last = await tx.checkpoint.findFirst({
        where: { runId, ...current },
        orderBy: { iteration: 'desc' },
      });
      if (last)
        await tx.style.updateMany({
          where: {
            id: styleId,
            ownerId,
            chosen: false,
            OR: [{ publishedId: null }, { published: { runId, iteration: { lt: last.iteration } } }],
          },
          data: { publishedId: last.id },
        });
    });
  }

  async finish(iteration: number): Promise<void> {
    await this.#write({ status: 'finished', iteration, secondsLeft: 0, endedAt: new Date() }, async (tx) => {
      const { runId } = this;
      await countWork(tx, runId);
      await tx.runState.deleteMany({ where: { runId } });
      const last = await tx.checkpoint.findFirst({
        where: { runId, ...current },
        orderBy: { iteration: 'desc' },
      });
      // A training that is done replaces what an earlier one of the user's left; not what is built in or was chosen.
      if (last)
        await tx.style.updateMany({
          where: { id: last.styleId, ownerId: last.ownerId, chosen: false, published: { builtIn: false } },
          data: { publishedId: last.id },
        });
    });
  }

  async fail(failure: RunFailure, failureDetail: string): Promise<void> {
    await this.#write(
      { status: 'failed', failure, failureDetail, secondsLeft: null, endedAt: new Date() },
      (tx) => countWork(tx, this.runId),
    );
  }

  /**
   * Lets go: as the user desires, paused or stopped, else queued for any worker (a run of the command line's own: paused).
   * Only a training that crashed counts as a vain attempt.
   */
  async release(how: 'halted' | 'crashed'): Promise<'paused' | 'stopped' | 'queued'> {
    let status: 'paused' | 'stopped' | 'queued' = 'queued';
    const data = { workerId: null, secondsLeft: null, ...(how === 'halted' && { attempts: 0 }) };
    await this.#write(data, async (tx, { desired, jobId }) => {
      status =
        desired === 'stopped' ? 'stopped' : desired === 'paused' || jobId === null ? 'paused' : 'queued';
      await countWork(tx, this.runId);
      await tx.run.update({
        where: { id: this.runId },
        data: { status, ...(status === 'stopped' && { endedAt: new Date() }) },
      });
    });
    return status;
  }

  /** One transaction: the token is checked and the row locked first, then comes the rest. */
  #write(
    data: Prisma.RunUncheckedUpdateManyInput,
    rest?: (tx: Transaction, run: Touched) => Promise<void>,
    before?: (tx: Transaction) => Promise<void>,
  ): Promise<DesiredState> {
    return db().$transaction(async (tx) => {
      await before?.(tx);
      const [run] = await this.#touch(tx, data);
      if (!run) throw new LostRunError(this.runId);
      await rest?.(tx, run);
      await announce(tx, this.runId);
      return run.desired;
    });
  }

  #touch(tx: Transaction, data: Prisma.RunUncheckedUpdateManyInput): Promise<Touched[]> {
    return tx.run.updateManyAndReturn({
      where: { id: this.runId, token: this.#token, status: 'running' },
      data: { heartbeatAt: new Date(), ...data },
      select: { desired: true, jobId: true },
    });
  }
}

/** Adds the time since the run was taken, until now or until its worker was last heard of, to what was worked before. */
async function countWork(
  tx: Transaction,
  runId: string,
  until: 'now' | 'heartbeatAt' = 'now',
): Promise<void> {
  const { takenAt, heartbeatAt } =
    (await tx.run.findUnique({ where: { id: runId }, select: { takenAt: true, heartbeatAt: true } })) ?? {};
  if (!takenAt) return;
  const end = until === 'now' ? new Date() : (heartbeatAt ?? takenAt);
  const seconds = Math.max(0, (end.getTime() - takenAt.getTime()) / 1000);
  await tx.run.update({
    where: { id: runId },
    data: { takenAt: null, secondsWorked: { increment: seconds } },
  });
}
