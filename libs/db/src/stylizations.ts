import { removeRetired } from './checkpoints.ts';
import { db } from './database.ts';
import { hashes, imageInfo, removing, storeImage, type ImageFile, type ImageInfo } from './images.ts';

/** A painting in the history. */
export interface Stylization {
  id: string;
  /** Size and purpose, as the apps stored them */
  options: unknown;
  /** How it was looked at last, as the apps stored it, or null */
  look: unknown;
  createdAt: Date;
  image: ImageInfo;
  photo: { id: string; alt: string; image: ImageInfo };
  checkpoint: { id: string; iteration: number; style: { slug: string; title: string } };
}

export interface NewStylization {
  photoId: string;
  checkpointId: string;
  options: object;
  file: ImageFile;
}

const select = {
  id: true,
  options: true,
  look: true,
  createdAt: true,
  image: imageInfo,
  photo: { select: { id: true, alt: true, image: imageInfo } },
  checkpoint: { select: { id: true, iteration: true, style: { select: { slug: true, title: true } } } },
} as const;

/** Stores a painting, unless another process has stored the same one: then that one is returned and stays. */
export async function addStylization({ file, ...rest }: NewStylization): Promise<Stylization> {
  const unused = await db().$transaction(async (tx) => {
    const sha256 = await storeImage(tx, file);
    const { count } = await tx.stylization.createMany({ data: [{ ...rest, sha256 }], skipDuplicates: true });
    // The same one was deleted, and is asked for again.
    if (!count) await tx.stylization.updateMany({ where: sameAs(rest), data: { deletedAt: null } });
    return count ? undefined : sha256;
  });
  if (unused) await removing(() => Promise.resolve({ result: undefined, unused: [unused] }));
  return db().stylization.findFirstOrThrow({ where: sameAs(rest), select });
}

/** The painting of this photo with this checkpoint and exactly these options, or null. */
export function findStylization(painting: Omit<NewStylization, 'file'>): Promise<Stylization | null> {
  return db().stylization.findFirst({ where: { ...sameAs(painting), deletedAt: null }, select });
}

const sameAs = ({ photoId, checkpointId, options }: Omit<NewStylization, 'file'>) => ({
  photoId,
  checkpointId,
  options: { equals: options },
});

/** Remembers how a painting was looked at. Returns false if there is none such. */
export async function setLook(id: string, look: object): Promise<boolean> {
  const { count } = await db().stylization.updateMany({ where: { id }, data: { look } });
  return count > 0;
}

/**
 * Newest first; `before` is the id of the last one of the page before.
 * `photoId` and `option` (a name and the value it must have) narrow the choice.
 */
export function listStylizations({
  limit = 24,
  before,
  photoId,
  option,
}: {
  limit?: number;
  before?: string;
  photoId?: string;
  option?: { name: string; value: string | number | boolean };
} = {}): Promise<Stylization[]> {
  return db().stylization.findMany({
    select,
    orderBy: { id: 'desc' },
    take: limit,
    where: {
      deletedAt: null,
      photo: { deletedAt: null },
      checkpoint: { style: { deletedAt: null } },
      ...(before ? { id: { lt: before } } : {}),
      ...(photoId ? { photoId } : {}),
      ...(option ? { options: { path: [option.name], equals: option.value } } : {}),
    },
  });
}

/** Deletes one painting for good, or with no id the whole history. Returns how many there were. */
export function deleteStylizations(id?: string): Promise<number> {
  return removing(async (tx) => {
    const where = id === undefined ? {} : { id };
    const gone = await tx.stylization.findMany({ where, select: { sha256: true } });
    const { count } = await tx.stylization.deleteMany({ where });
    await removeRetired(tx);
    return { result: count, unused: hashes(gone) };
  });
}
