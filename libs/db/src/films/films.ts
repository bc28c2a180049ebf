import { randomUUID } from 'node:crypto';
import { db, type Transaction } from '../database.ts';
import type { Discarded } from '../discarded.ts';
import { type Owner, ownedBy, type Viewer, visibleCheckpoints } from '../owner.ts';
import { enqueue } from '../queue/queue.ts';
import { imageInfo, type ImageInfo } from '../images.ts';
import type { FilmPart, FilmStatus } from '../generated/client.ts';

export type { FilmPart, FilmStatus };

/** A film that is being painted, or is. */
export interface Film {
  id: string;
  name: string;
  /** What it is painted in. */
  checkpoint: { iteration: number; style: { slug: string; title: string; image: ImageInfo } };
  options: unknown;
  status: FilmStatus;
  /** Frames painted, and how many there are once that is known. */
  done: number;
  frames: number | null;
  width: number | null;
  height: number | null;
  /** Why it failed, or, while it is being painted, waits for space on a disk; in English. */
  failure: string | null;
  /** The same as Why[]; null: there are no other words for it. */
  failureWhy: unknown;
  /** How long workers were at it. */
  secondsWorked: number;
  createdAt: Date;
  endedAt: Date | null;
}

export interface NewFilm {
  name: string;
  checkpointId: string;
  /** Validated by the caller. */
  options: object;
  ownerId: Owner;
}

const select = {
  ...{
    id: true,
    name: true,
    options: true,
    status: true,
    done: true,
    frames: true,
    width: true,
    height: true,
  },
  ...{ failure: true, failureWhy: true, secondsWorked: true, createdAt: true, endedAt: true },
  checkpoint: {
    select: { iteration: true, style: { select: { slug: true, title: true, image: imageInfo } } },
  },
} as const;

/** Makes place for a film that is about to arrive; null where its owner may not paint with the checkpoint. */
export async function addFilm({ checkpointId, ownerId, ...rest }: NewFilm): Promise<Film | null> {
  const where = { id: checkpointId, ...visibleCheckpoints(ownerId) };
  if ((await db().checkpoint.count({ where })) === 0) return null;
  return db().film.create({ data: { ...rest, checkpointId, ownerId }, select });
}

/** The next bytes of a film's part. */
export async function addFilmChunk(
  filmId: string,
  part: FilmPart,
  index: number,
  bytes: Uint8Array,
): Promise<void> {
  await db().filmChunk.create({
    data: { filmId, part, index, bytes: new Uint8Array(bytes), size: bytes.length },
  });
}

/** A film that has arrived, or one that was stopped, waits for a worker. Null where the owner has none such. */
export function queueFilm(id: string, ownerId: Owner, status: 'arriving' | 'stopped'): Promise<Film | null> {
  return db().$transaction(async (tx) => {
    const jobId = randomUUID();
    const { count } = await tx.film.updateMany({
      where: { id, ownerId, status, deletedAt: null },
      data: { status: 'queued', jobId, attempts: 0, endedAt: null },
    });
    if (count === 0) return null;
    await enqueue(tx, 'film', id, jobId);
    return tx.film.findUniqueOrThrow({ where: { id }, select });
  });
}

/** Newest first, without those that are still arriving. */
export function listFilms(viewer: Viewer): Promise<Film[]> {
  return db().film.findMany({
    where: { ...ownedBy(viewer), status: { not: 'arriving' }, deletedAt: null },
    select,
    orderBy: { createdAt: 'desc' },
  });
}

/** Stops the painting of a film; what is painted stays. Null where the owner has none such that is waiting or painted. */
export async function stopFilm(id: string, ownerId: Owner, tx: Transaction = db()): Promise<true | null> {
  const { count } = await tx.film.updateMany({
    where: { id, ownerId, status: { in: ['queued', 'painting'] }, deletedAt: null },
    data: { status: 'stopped', jobId: null, endedAt: new Date() },
  });
  return count > 0 || null;
}

/** Deletes a film for good, whoever works on it. Returns false where there is none such. */
export async function deleteFilm(id: string, still: Discarded = {}): Promise<boolean> {
  return (await db().film.deleteMany({ where: { id, ...still } })).count > 0;
}

/** The first painted frame, as JPEG; null where there is none (yet) that the viewer may see. */
export async function readPoster(id: string, viewer: Viewer): Promise<Uint8Array | null> {
  const film = await db().film.findFirst({
    where: { id, ...ownedBy(viewer), deletedAt: null },
    select: { poster: true },
  });
  return film?.poster ?? null;
}

/** The painted film's name and size in bytes; null where there is none (yet) that the viewer may see. */
export async function paintedFilm(
  id: string,
  viewer: Viewer,
): Promise<{ name: string; size: number } | null> {
  const film = await db().film.findFirst({
    where: { id, status: 'done', ...ownedBy(viewer), deletedAt: null },
    select: { name: true, chunks: { where: { part: 'result' }, select: { size: true } } },
  });
  return film && { name: film.name, size: film.chunks.reduce((sum, { size }) => sum + size, 0) };
}

/** The bytes `from` to below `to` of a film's part; one chunk is in memory at a time. */
export async function* filmBytes(
  filmId: string,
  part: FilmPart,
  from = 0,
  to = Infinity,
): AsyncGenerator<Uint8Array> {
  const sizes = await db().filmChunk.findMany({
    where: { filmId, part },
    select: { index: true, size: true },
    orderBy: { index: 'asc' },
  });
  let start = 0;
  for (const { index, size } of sizes) {
    const [first, last] = [Math.max(0, from - start), Math.min(size, to - start)];
    start += size;
    if (first < last) yield (await readChunk(filmId, part, index)).subarray(first, last);
  }
}

async function readChunk(filmId: string, part: FilmPart, index: number): Promise<Uint8Array> {
  const where = { filmId_part_index: { filmId, part, index } };
  return (await db().filmChunk.findUniqueOrThrow({ where, select: { bytes: true } })).bytes;
}

/** Films whose sending broke off before a moment go. */
export async function purgeArriving(before: Date): Promise<void> {
  await db().film.deleteMany({ where: { status: 'arriving', createdAt: { lt: before } } });
}
