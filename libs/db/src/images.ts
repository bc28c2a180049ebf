import { createHash } from 'node:crypto';
import { type Viewer, visibleImages } from './owner.ts';
import { db, type Transaction } from './database.ts';

/** A picture as a file: `bytes` in the format `mime`, `width` × `height` pixels. */
export interface ImageFile {
  bytes: Uint8Array;
  mime: string;
  width: number;
  height: number;
}

/** What lists say of a picture; its bytes are at `readImage(sha256)`. */
export interface ImageInfo {
  sha256: string;
  mime: string;
  width: number;
  height: number;
}

export const imageInfo = { select: { sha256: true, mime: true, width: true, height: true } } as const;

export const sha256 = (bytes: Uint8Array) => createHash('sha256').update(bytes).digest('hex');

/** The picture with this content hash (64 hex digits), or null where there is none that the viewer may see. */
export function readImage(hash: string, viewer: Viewer): Promise<(ImageFile & { sha256: string }) | null> {
  return db().image.findFirst({
    where: { sha256: hash, ...visibleImages(viewer) },
    omit: { bytes: false, createdAt: true },
  });
}

/** Whether there is such a picture that the viewer may see. */
export async function mayShow(hash: string, viewer: Viewer): Promise<boolean> {
  return (await db().image.count({ where: { sha256: hash, ...visibleImages(viewer) } })) > 0;
}

/** Key of the advisory lock between storing pictures (shared) and removing unused ones (alone). */
const LOCK = 4_710_206;

/**
 * Every transaction that stores or removes pictures takes this lock before it touches a row, then rows in the order
 * runs, styles, checkpoints, photos: two that went about it in different orders would wait for one another for ever.
 */
export async function lockImages(tx: Transaction, to: 'store' | 'remove'): Promise<void> {
  if (to === 'store') await tx.$executeRaw`select pg_advisory_xact_lock_shared(${LOCK})`;
  else await tx.$executeRaw`select pg_advisory_xact_lock(${LOCK})`;
}

/** Stores a picture once per content; call it in the transaction that refers to it. Returns its hash. */
export async function storeImage(
  tx: Transaction,
  { bytes, mime, width, height }: ImageFile,
): Promise<string> {
  const hash = sha256(bytes);
  await lockImages(tx, 'store');
  await tx.image.createMany({
    data: [{ sha256: hash, mime, width, height, bytes: new Uint8Array(bytes) }],
    skipDuplicates: true,
  });
  return hash;
}

/** A transaction that deletes rows and then those of the pictures that it returns to which nothing refers any more. */
export function removing<T>(work: (tx: Transaction) => Promise<{ result: T; unused: string[] }>): Promise<T> {
  return db().$transaction(async (tx) => {
    await lockImages(tx, 'remove');
    const { result, unused } = await work(tx);
    await tx.image.deleteMany({
      where: {
        sha256: { in: unused },
        photos: { none: {} },
        styles: { none: {} },
        runs: { none: {} },
        samples: { none: {} },
        stylizations: { none: {} },
      },
    });
    return result;
  });
}

export const hashes = (rows: { sha256: string }[]) => rows.map(({ sha256 }) => sha256);
