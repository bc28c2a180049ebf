import { db, type Transaction } from '../database.ts';
import { Prisma } from '../generated/client.ts';
import { MOST_ATTEMPTS, QueueHold } from '../queue/hold.ts';
import { LostError } from '../queue/queue.ts';
import type { Why } from '../queue/why.ts';

export class LostFilmError extends LostError {}

/** What a worker needs to paint a film on. */
export interface TakenFilm {
  id: string;
  name: string;
  options: unknown;
  checkpointId: string;
  styleTitle: string;
  suitedSize: number | null;
  /** Frames in the segments that are there, and how many segments. */
  done: number;
  segments: number;
  /** What steadies the next frame. */
  state: Uint8Array | null;
}

/** A worker's hold on a film. */
export class FilmWork extends QueueHold<Prisma.FilmUncheckedUpdateManyInput> {
  private constructor(
    private readonly id: string,
    token: number,
  ) {
    super(token);
  }

  /** Takes a film for the job that stands for it; null where that does not stand for it any more, or it has failed too often. */
  static async take(id: string, jobId: string): Promise<{ work: FilmWork; film: TakenFilm } | null> {
    const [taken] = await db().film.updateManyAndReturn({
      where: { id, jobId, status: { in: ['queued', 'painting'] } },
      data: { status: 'painting', attempts: { increment: 1 }, token: { increment: 1 } },
      select: {
        ...{ id: true, name: true, options: true, checkpointId: true, state: true },
        ...{ attempts: true, token: true },
        checkpoint: { select: { style: { select: { title: true, suitedSize: true } } } },
      },
    });
    if (!taken) return null;
    const { checkpoint, attempts, token, ...film } = taken;
    const work = new FilmWork(id, token);
    if (attempts > MOST_ATTEMPTS) {
      await work.fail(
        `painting it broke off ${MOST_ATTEMPTS} times, most likely because memory ran out: try a smaller film`,
        [{ kind: 'filmBrokeOff', times: MOST_ATTEMPTS }],
      );
      return null;
    }
    const segments = await db().filmChunk.findMany({
      where: { filmId: id, part: 'segment' },
      select: { frames: true },
    });
    const done = segments.reduce((sum, { frames }) => sum + frames, 0);
    const { title: styleTitle, suitedSize } = checkpoint.style;
    return { work, film: { ...film, styleTitle, suitedSize, done, segments: segments.length } };
  }

  /** Says how far it is, and the seconds that it took since that was said last. @throws LostFilmError */
  async report(told: {
    done: number;
    seconds: number;
    frames?: number;
    width?: number;
    height?: number;
    poster?: Uint8Array;
  }): Promise<void> {
    const { poster, seconds, ...rest } = told;
    const secondsWorked = { increment: seconds };
    await this.store({ ...rest, secondsWorked, ...(poster && { poster: new Uint8Array(poster) }) });
  }

  /**
   * Keeps the next segment, what steadies the frame after it, and the seconds since they were told last. @throws LostFilmError
   */
  async keep(
    index: number,
    segment: { bytes: Uint8Array; frames: number },
    state: Uint8Array,
    seconds: number,
  ): Promise<void> {
    const bytes = new Uint8Array(segment.bytes);
    const gotOn = { state: new Uint8Array(state), attempts: 0, secondsWorked: { increment: seconds } };
    await this.store(gotOn, (tx) =>
      tx.filmChunk.create({
        data: {
          ...{ filmId: this.id, part: 'segment', index },
          ...{ bytes, size: bytes.length, frames: segment.frames },
        },
      }),
    );
  }

  /** A segment's bytes. @throws LostFilmError where there are none any more */
  async segment(index: number): Promise<Uint8Array> {
    const where = { filmId_part_index: { filmId: this.id, part: 'segment' as const, index } };
    const segment = await db().filmChunk.findUnique({ where, select: { bytes: true } });
    if (!segment) throw this.lost();
    return segment.bytes;
  }

  /** The painted film is there: what it was made of goes. @throws LostFilmError */
  async finish(
    result: AsyncIterable<Uint8Array>,
    { frames, seconds }: { frames: number; seconds: number },
  ): Promise<void> {
    const filmId = this.id;
    // Of one that broke off here.
    await this.write({}, (tx) => tx.filmChunk.deleteMany({ where: { filmId, part: 'result' } }));
    let index = 0;
    for await (const chunk of result) {
      const bytes = new Uint8Array(chunk);
      const place = { filmId, part: 'result', index: index++ } as const;
      await this.write({}, (tx) => tx.filmChunk.create({ data: { ...place, bytes, size: bytes.length } }));
    }
    const ended = { status: 'done', jobId: null, state: null, endedAt: new Date() } as const;
    await this.store({ ...ended, frames, done: frames, secondsWorked: { increment: seconds } }, (tx) =>
      tx.filmChunk.deleteMany({ where: { filmId, part: { not: 'result' } } }),
    );
  }

  /** Says why it does not get on for now; with the next thing that is stored that is over. @throws LostFilmError */
  async wait(failure: string): Promise<void> {
    await this.store({ failure });
  }

  /** Lets go for any worker, not as a vain attempt. @throws LostFilmError */
  async release(): Promise<void> {
    await this.store({ attempts: 0 });
  }

  /**
   * It cannot be painted: why stays, and nothing else.
   * @param failureWhy what `failure` says, where there are words for it in each language
   * @throws LostFilmError
   */
  async fail(failure: string, failureWhy?: Why[]): Promise<void> {
    const ended = { status: 'failed', jobId: null, state: null, endedAt: new Date() } as const;
    await this.store({ ...ended, failure, ...(failureWhy && { failureWhy }) }, (tx) =>
      tx.filmChunk.deleteMany({ where: { filmId: this.id } }),
    );
  }

  /** What is stored shows that the film gets on. */
  private async store(
    data: Prisma.FilmUncheckedUpdateManyInput,
    rest?: (tx: Transaction) => Promise<unknown>,
  ): Promise<void> {
    await this.write({ failure: null, failureWhy: Prisma.DbNull, ...data }, rest);
  }

  protected change(tx: Transaction, data: Prisma.FilmUncheckedUpdateManyInput) {
    const status = 'painting' as const;
    return tx.film.updateManyAndReturn({
      where: { id: this.id, token: this.token, status },
      data: { status, ...data },
      select: { id: true },
    });
  }

  protected lost(): LostFilmError {
    return new LostFilmError(`film ${this.id} was stopped, deleted or taken by another worker`);
  }
}
