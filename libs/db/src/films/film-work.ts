import { db } from '../database.ts';
import { Prisma } from '../generated/client.ts';
import { LostError } from '../queue/queue.ts';
import type { Why } from '../queue/why.ts';

export class LostFilmError extends LostError {}

/** So often a film is taken without getting anywhere before it is given up: each time its process ended without a word. */
const MOST_ATTEMPTS = 4;

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

/** A worker's hold on a film. Whatever it writes is written only while the film is still its own. */
export class FilmWork {
  private constructor(
    private readonly id: string,
    private readonly jobId: string,
  ) {}

  /** Takes a film for the job that stands for it; null where that does not stand for it any more, or it has failed too often. */
  static async take(id: string, jobId: string): Promise<{ work: FilmWork; film: TakenFilm } | null> {
    const work = new FilmWork(id, jobId);
    const { count } = await db().film.updateMany({
      where: { id, jobId, status: { in: ['queued', 'painting'] } },
      data: { status: 'painting', attempts: { increment: 1 } },
    });
    if (count === 0) return null;
    const { checkpoint, attempts, ...film } = await db().film.findUniqueOrThrow({
      where: { id },
      select: {
        ...{ id: true, name: true, options: true, checkpointId: true, state: true, attempts: true },
        checkpoint: { select: { style: { select: { title: true, suitedSize: true } } } },
      },
    });
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
    await this.write({ ...rest, secondsWorked, ...(poster && { poster: new Uint8Array(poster) }) });
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
    await db().$transaction(async (tx) => {
      await this.write(
        { state: new Uint8Array(state), attempts: 0, secondsWorked: { increment: seconds } },
        tx,
      );
      await tx.filmChunk.create({
        data: {
          ...{ filmId: this.id, part: 'segment', index },
          ...{ bytes, size: bytes.length, frames: segment.frames },
        },
      });
    });
  }

  /** A segment's bytes. */
  async segment(index: number): Promise<Uint8Array> {
    const where = { filmId_part_index: { filmId: this.id, part: 'segment' as const, index } };
    return (await db().filmChunk.findUniqueOrThrow({ where, select: { bytes: true } })).bytes;
  }

  /** The painted film is there: what it was made of goes. @throws LostFilmError */
  async finish(
    result: AsyncIterable<Uint8Array>,
    { frames, seconds }: { frames: number; seconds: number },
  ): Promise<void> {
    const filmId = this.id;
    await db().filmChunk.deleteMany({ where: { filmId, part: 'result' } }); // of one that broke off here
    let index = 0;
    for await (const chunk of result) {
      const bytes = new Uint8Array(chunk);
      const place = { filmId, part: 'result', index: index++ } as const;
      await db().filmChunk.create({ data: { ...place, bytes, size: bytes.length } });
    }
    await db().$transaction(async (tx) => {
      const ended = { status: 'done', jobId: null, state: null, endedAt: new Date() } as const;
      await this.write({ ...ended, frames, done: frames, secondsWorked: { increment: seconds } }, tx);
      await tx.filmChunk.deleteMany({ where: { filmId, part: { not: 'result' } } });
    });
  }

  /** Says why it does not get on for now; with the next thing that is stored that is over. @throws LostFilmError */
  async wait(failure: string): Promise<void> {
    await this.write({ failure });
  }

  /** Lets go for any worker, not as a vain attempt. @throws LostFilmError */
  async release(): Promise<void> {
    await this.write({ attempts: 0 });
  }

  /**
   * It cannot be painted: why stays, and nothing else.
   * @param failureWhy what `failure` says, where there are words for it in each language
   * @throws LostFilmError
   */
  async fail(failure: string, failureWhy?: Why[]): Promise<void> {
    await db().$transaction(async (tx) => {
      const ended = { status: 'failed', jobId: null, state: null, endedAt: new Date() } as const;
      await this.write({ ...ended, failure, ...(failureWhy && { failureWhy }) }, tx);
      await tx.filmChunk.deleteMany({ where: { filmId: this.id } });
    });
  }

  private async write(
    data: Parameters<ReturnType<typeof db>['film']['updateMany']>[0]['data'],
    tx: Pick<ReturnType<typeof db>, 'film'> = db(),
  ): Promise<void> {
    const { id, jobId } = this;
    const { count } = await tx.film.updateMany({
      where: { id, jobId, status: 'painting' },
      data: { failure: null, failureWhy: Prisma.DbNull, ...data },
    });
    if (count === 0) throw new LostFilmError(`film ${id} was stopped, deleted or taken by another worker`);
  }
}
