import { removeRetired } from '../styles/checkpoints.ts';
import { db } from '../database.ts';
import type { Discarded } from '../discarded.ts';
import { builtInOr, type Owner, type Viewer } from '../owner.ts';
import { hashes, imageInfo, removing, storeImage, type ImageFile, type ImageInfo } from '../images.ts';

export interface Photo {
  id: string;
  builtIn: boolean;
  alt: string;
  credit: string | null;
  createdAt: Date;
  image: ImageInfo;
}

export interface NewPhoto {
  file: ImageFile;
  alt: string;
  credit?: string | undefined;
  builtIn?: boolean;
  ownerId?: Owner;
}

const select = {
  id: true,
  builtIn: true,
  alt: true,
  credit: true,
  createdAt: true,
  image: imageInfo,
} as const;

/** Built-in samples first in the order they came, then the owner's, newest first. */
export async function listPhotos(ownerId: Owner): Promise<Photo[]> {
  const [builtIn, uploads] = await Promise.all([
    db().photo.findMany({ where: { builtIn: true }, select, orderBy: { createdAt: 'asc' } }),
    db().photo.findMany({
      where: { builtIn: false, ownerId, deletedAt: null },
      select,
      orderBy: { createdAt: 'desc' },
    }),
  ]);
  return [...builtIn, ...uploads];
}

export function getPhoto(id: string, viewer: Viewer): Promise<Photo | null> {
  return db().photo.findFirst({ where: { id, deletedAt: null, ...builtInOr(viewer) }, select });
}

/** The same bytes again give the owner's photo that is there already, or was deleted; a built-in one stays built in. */
export function addPhoto({ file, alt, credit, builtIn = false, ownerId = null }: NewPhoto): Promise<Photo> {
  return db().$transaction(async (tx) => {
    const sha256 = await storeImage(tx, file);
    const there = await tx.photo.findFirst({ where: { sha256, builtIn: true }, select });
    if (there && !builtIn) return there;
    await tx.photo.createMany({
      data: [{ sha256, alt, credit: credit ?? null, builtIn, ownerId }],
      skipDuplicates: true,
    });
    const { id } = await tx.photo.findFirstOrThrow({ where: { sha256, ownerId } });
    return tx.photo.update({
      where: { id },
      data: { deletedAt: null, ...(builtIn && { alt, credit: credit ?? null, builtIn }) },
      select,
    });
  });
}

/** Deletes an uploaded photo for good, and what was painted from it. Returns false if there is none such. */
export function deletePhoto(id: string, still: Discarded = {}): Promise<boolean> {
  return removing(async (tx) => {
    const where = { id, builtIn: false, ...still };
    const photo = await tx.photo.findFirst({ where, include: { stylizations: true } });
    if (!photo || (await tx.photo.deleteMany({ where })).count === 0) return { result: false, unused: [] };
    await removeRetired(tx);
    return { result: true, unused: hashes([photo, ...photo.stylizations]) };
  });
}
