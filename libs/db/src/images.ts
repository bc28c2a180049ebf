import { createHash } from 'node:crypto';
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

/** The picture with this content hash (64 hex digits), or null. */
export function readImage(hash: string): Promise<(ImageFile & { sha256: string }) | null> {
  return db().image.findUnique({ where: { sha256: hash }, omit: { bytes: false, createdAt: true } });
}

/** Key of the advisory lock between storing pictures (shared) and removing unused ones (alone). */
const LOCK = 4_710_206;

/** Stores a picture once per content; call it in the transaction that refers to it. Returns its hash. */
export async function storeImage(
  tx: Transaction,
  { bytes, mime, width, height }: ImageFile,
): Promise<string> {
  const hash = sha256(bytes);
  await tx.$executeRaw`select pg_advisory_xact_lock_shared(${LOCK})`;
  await tx.image.createMany({
    data: [{ sha256: hash, mime, width, height, bytes: new Uint8Array(bytes) }],
    skipDuplicates: true,
  });
  return hash;
}

/** Removes those of these pictures that nothing refers to any more; call it in the transaction that deleted. */
export async function removeUnused(tx: Transaction, hashes: string[]): Promise<void> {
  if (!hashes.length) return;
  await tx.$executeRaw`select pg_advisory_xact_lock(${LOCK})`;
  await tx.image.deleteMany({
    where: {
      sha256: { in: hashes },
      photo: null,
      styles: { none: {} },
      samples: { none: {} },
      stylizations: { none: {} },
    },
  });
}
