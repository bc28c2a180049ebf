import { basename, join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import {
  BusyRunError,
  disconnect,
  findPostgres,
  Hold,
  LostRunError,
  operator,
  PostgresError,
  type RunFailure,
  type Why,
  type DesiredState,
  useDatabase,
  workerId,
} from '@atelier/db';
import type { TrainingEvent } from '@atelier/model';
import { env } from '../env.ts';
import { UsageError } from '../errors.ts';
import { trainingPhotos } from '../files/assets.ts';
import { readBytes } from '../files/file.ts';
import { photoFacts } from '../files/photo.ts';
import { DatabaseRun } from './database-run.ts';
import { persist, RENEW_MS } from './persist.ts';
import type { RunFolder } from './run-folder.ts';
import type { RunPart, RunStore } from './run-store.ts';

/** Uses the studio's database: the one of DATABASE_URL, else the embedded one while it is up. Undefined where it is not. */
async function connect(): Promise<(() => Promise<void>) | undefined> {
  const postgres = await findPostgres({ url: env.DATABASE_URL, folder: join(env.ATELIER_DATA, 'postgres') });
  if (!postgres) return undefined;
  useDatabase(postgres.url);
  return async () => {
    await disconnect();
    await postgres.stop();
  };
}

/** Does something with the studio's database. @throws UsageError where it is not to be had */
export async function withStudio(work: () => Promise<void>): Promise<void> {
  const leave = await connect().catch((error: unknown) => {
    if (error instanceof PostgresError) throw new UsageError(error.message, { cause: error });
    throw error;
  });
  if (!leave)
    throw new UsageError(
      "the studio's database is not up: start the studio with npm start, or name its database in DATABASE_URL",
    );
  await work().finally(leave);
}

/**
 * Begins a copy in the studio of a run that goes into a folder. Undefined where the database is not to be had; `say` tells why.
 * @throws UsageError where the studio trains the run itself or has got further
 */
export async function copyToStudio(
  folder: RunFolder,
  part: RunPart,
  stop: () => void,
  say: (line: string) => void,
): Promise<StudioCopy | undefined> {
  let leave: (() => Promise<void>) | undefined;
  try {
    leave = await connect();
    if (!leave) return undefined;
    const hold = await holdStudioRun(folder, part.from);
    say(`In the studio too: run ${hold.runId}`);
    const copy = new StudioCopy(hold, folder.description.config.iterations, { stop, say, leave });
    await copy.begin(part);
    return copy;
  } catch (error) {
    await leave?.();
    if (error instanceof UsageError) throw error;
    say(`The studio's database cannot be used, so the run is kept in its folder alone: ${reasonOf(error)}`);
    return undefined;
  }
}

const reasonOf = (error: unknown) => (error instanceof Error ? error.message : String(error)).trim();

/**
 * The run of a folder in the studio, made or taken up again, as one that the command line trains; of the style that learns
 * from its picture, or of a new one.
 * @throws UsageError where the studio trains it itself or has got further
 */
export async function holdStudioRun(folder: RunFolder, from: number): Promise<Hold> {
  const { name, config, content } = folder.description;
  const bytes = await readBytes(folder.style);
  const file = { bytes, ...(await photoFacts(folder.style)) };
  const builtIn = content.length === 1 && content[0] === trainingPhotos;
  const run = {
    id: await folder.id(),
    style: { title: name, ownerId: await operator(), file },
    config,
    iterations: config.iterations,
    photoFolder: builtIn ? null : content.map((folder) => basename(folder)).join(' + '),
    from,
  };
  try {
    return await Hold.own(run, workerId());
  } catch (error) {
    if (!(error instanceof BusyRunError)) throw error;
    throw new UsageError(
      `${folder.path}: ${error.message}; go on there, or with what atelier runs export ${run.id} gives, or leave the studio out with --local`,
      { cause: error },
    );
  }
}

/**
 * The studio's copy of a run that the command line trains into a folder. The folder comes first: where the database goes
 * away, the run goes on without it.
 */
export class StudioCopy implements RunStore {
  private readonly run: DatabaseRun;
  private readonly ended = new AbortController();
  private readonly ending = new AbortController();
  private readonly renewal: Promise<void>;

  private asked = false;

  /** `stop`: the user wants it to halt, or has deleted it; `say`: a line for the user; `leave`: when it is over */
  constructor(
    private readonly hold: Hold,
    iterations: number,
    private readonly tell: { stop: () => void; say: (line: string) => void; leave: () => Promise<void> },
    renewMs = RENEW_MS,
  ) {
    this.run = new DatabaseRun(hold, iterations, (desired) => this.heed(desired));
    this.renewal = this.renew(renewMs);
  }

  begin(part: RunPart): Promise<void> {
    return this.attempt(() => this.run.begin(part));
  }

  async store(event: TrainingEvent): Promise<void> {
    const store = () => this.run.store(event);
    await (event.type === 'finished' ? this.end(store) : this.attempt(store));
  }

  async fail(failure: RunFailure, detail: string, why: Why[]): Promise<void> {
    await this.end(() => this.hold.fail(failure, detail, why));
  }

  /** Lets go of a run that has not ended: it can go on here or in the studio. */
  async close(): Promise<void> {
    await this.end(async () => void (await this.hold.release('halted')));
    await this.tell.leave();
  }

  private heed(desired: DesiredState): void {
    if (desired === 'running' || this.asked) return;
    this.asked = true;
    this.tell.say(`The studio asks to ${desired === 'paused' ? 'pause' : 'stop'} this run`);
    this.tell.stop();
  }

  /** Writes the last thing. A renewal meanwhile would find that the run is not held any more, and take it for deleted. */
  private async end(work: () => Promise<void>): Promise<void> {
    this.ending.abort();
    await this.renewal;
    await this.attempt(work);
    this.ended.abort();
  }

  private async attempt(work: () => Promise<void>): Promise<void> {
    if (this.ended.signal.aborted) return;
    try {
      await work();
    } catch (error) {
      if (this.ended.signal.aborted) return; // what was under way beside this has said so
      this.ended.abort();
      if (error instanceof LostRunError) {
        this.tell.say('The studio has deleted this run, or given it to a worker');
        this.tell.stop();
      } else
        this.tell.say(
          `The studio's database is away, and the run goes on in its folder alone; afterwards atelier runs import brings the rest there: ${reasonOf(error)}`,
        );
    }
  }

  /** Shows that the run is alive, and hears what the user wants, also where an iteration takes long. */
  private async renew(everyMs: number): Promise<void> {
    const signal = AbortSignal.any([this.ending.signal, this.ended.signal]);
    for (;;) {
      await delay(everyMs, undefined, { signal, ref: false }).catch(() => undefined);
      if (signal.aborted) return;
      await this.attempt(() => persist(async () => this.heed(await this.hold.renew())));
    }
  }
}
