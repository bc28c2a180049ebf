import { db, type Transaction } from '../database.ts';
import { announce } from './changes.ts';
import { type DesiredState, Prisma, type RunFailure } from '../generated/client.ts';
import { lockImages, storeImage, type ImageFile } from '../images.ts';
import type { Metric } from './metrics.ts';
import { current, putCheckpoint, type CheckpointFile } from '../styles/checkpoints.ts';
import { LostRunError, type OwnRun, takeOwn, takeQueued } from './taking.ts';
import { QueueHold } from '../queue/hold.ts';
import type { Why } from '../queue/why.ts';
import { countWork } from './work-time.ts';

/** What a run was started with: files by SHA-256, and its photos. */
export interface RunOrigin {
  styleSha256: string;
  lossNetworkSha256: string | null;
  photosSha256: string | null;
  photoCount: number | null;
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

/** What a run says while it waits for space there. */
const FULL = {
  database: {
    failureDetail: 'no space left on the disk of the database',
    failureWhy: [{ kind: 'fullDatabase' }],
  },
  worker: { failureDetail: 'no space left on a disk of the worker', failureWhy: [{ kind: 'fullWorker' }] },
} satisfies Record<string, { failureDetail: string; failureWhy: Why[] }>;

/** A worker's hold on a run. All methods throw `LostRunError` once the run is lost. */
export class Hold extends QueueHold<Prisma.RunUncheckedUpdateManyInput, Touched> {
  private constructor(
    readonly runId: string,
    token: number,
  ) {
    super(token);
  }

  /** Takes the run that the job stands for; see {@link takeQueued}. */
  static async take(runId: string, jobId: string, workerId: string): Promise<Hold | null> {
    const token = await takeQueued(runId, jobId, workerId);
    return token === null ? null : new Hold(runId, token);
  }

  /** Makes or takes up a run of the command line's own; see {@link takeOwn}. */
  static async own(run: OwnRun, workerId: string): Promise<Hold> {
    return new Hold(run.id, await takeOwn(run, workerId));
  }

  /** The run with its style picture and last state. */
  async read(): Promise<TakenRun> {
    const run = await db().run.findFirst({
      where: { id: this.runId, token: this.token },
      include: {
        style: true,
        styleImage: { omit: { bytes: false } },
        state: { omit: { bytes: false } },
      },
    });
    if (!run) throw this.lost();
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
    const [run] = await this.change(db(), {});
    if (!run) throw this.lost();
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
    return this.#store({ engine, device, iteration }, async (tx) => {
      await tx.run.updateMany({ where: { id: this.runId, lossNetworkSha256: null }, data: origin });
    });
  }

  saveMetric(
    metric: Metric,
    secondsLeft: number | null,
    secondsPerIteration = metric.seconds,
  ): Promise<DesiredState> {
    const { runId } = this;
    const { iteration } = metric;
    return this.#store({ iteration, secondsPerIteration, secondsLeft }, async (tx) => {
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
    return this.#store({}, save, (tx) => lockImages(tx, 'store'));
  }

  saveState({ iteration, bytes }: RunState): Promise<DesiredState> {
    const { runId } = this;
    const state = { iteration, bytes: new Uint8Array(bytes) };
    return this.#store({ iteration, attempts: 0 }, async (tx) => {
      await tx.runState.upsert({ where: { runId }, create: { runId, ...state }, update: state });
    });
  }

  /**
   * The style's first checkpoint is also what it paints with, and every later one of the same run takes its place, unless
   * somebody has published one, or the style is another's.
   */
  saveCheckpoint(file: CheckpointFile): Promise<DesiredState> {
    const { runId } = this;
    return this.#store({}, async (tx) => {
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
    await this.#store({ status: 'finished', iteration, secondsLeft: 0, endedAt: new Date() }, async (tx) => {
      const { runId } = this;
      await countWork(tx, runId);
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

  /** @param failureWhy what `failureDetail` says, where there are words for it in each language */
  async fail(failure: RunFailure, failureDetail: string, failureWhy?: Why[]): Promise<void> {
    const reason = { failure, failureDetail, ...(failureWhy && { failureWhy }) };
    await this.#store({ status: 'failed', ...reason, secondsLeft: null, endedAt: new Date() }, (tx) =>
      countWork(tx, this.runId),
    );
  }

  /** Says that the run does not get on for want of space; with the next thing that is stored that is over. */
  async wait(disk: keyof typeof FULL): Promise<void> {
    await this.#store({ failure: 'noSpace', ...FULL[disk] });
  }

  /**
   * Lets go: as the user desires, paused or stopped, else queued for any worker (a run of the command line's own: paused).
   * Only a training that crashed counts as a vain attempt; `noSpace` stays as its reason until it goes on.
   */
  async release(how: 'halted' | 'crashed' | 'noSpace'): Promise<'paused' | 'stopped' | 'queued'> {
    let status: 'paused' | 'stopped' | 'queued' = 'queued';
    const data = {
      ...{ workerId: null, secondsLeft: null },
      ...(how !== 'crashed' && { attempts: 0 }),
      ...(how === 'noSpace' && { failure: how, ...FULL.worker }),
    };
    await this.#store(data, async (tx, { desired, jobId }) => {
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

  /** What is stored shows that the run gets on, and pages are told of it. */
  async #store(
    data: Prisma.RunUncheckedUpdateManyInput,
    rest?: (tx: Transaction, run: Touched) => Promise<void>,
    before?: (tx: Transaction) => Promise<void>,
  ): Promise<DesiredState> {
    const gotOn = { failure: null, failureDetail: null, failureWhy: Prisma.DbNull };
    const { desired } = await this.write(
      { ...gotOn, ...data },
      async (tx, run) => {
        await rest?.(tx, run);
        await announce(tx, this.runId);
      },
      before,
    );
    return desired;
  }

  protected change(tx: Transaction, data: Prisma.RunUncheckedUpdateManyInput): Promise<Touched[]> {
    return tx.run.updateManyAndReturn({
      where: { id: this.runId, token: this.token, status: 'running' },
      data: { heartbeatAt: new Date(), ...data },
      select: { desired: true, jobId: true },
    });
  }

  protected lost(): LostRunError {
    return new LostRunError(this.runId);
  }
}
