import { removeRetired } from '../styles/checkpoints.ts';
import { db } from '../database.ts';
import type { Discarded } from '../discarded.ts';
import { othersThan, type Owner } from '../owner.ts';
import {
  hashes,
  imageInfo,
  lockImages,
  removing,
  storeImage,
  type ImageFile,
  type ImageInfo,
} from '../images.ts';

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
  ownerId: Owner;
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

type Painting = Omit<NewStylization, 'file'>;

/** The owner's painting of this photo with this checkpoint and exactly these options, or null. */
export function findStylization(painting: Painting): Promise<Stylization | null> {
  return db().stylization.findFirst({ where: { ...sameAs(painting), deletedAt: null }, select });
}

/**
 * The same; but a sample photo may have been painted so for somebody else: the same picture is then made the owner's too.
 */
export async function adoptStylization(painting: Painting): Promise<Stylization | null> {
  const own = await findStylization(painting);
  if (own) return own;
  const found = await db().$transaction(async (tx) => {
    await lockImages(tx, 'store');
    const other = await tx.stylization.findFirst({
      where: { ...alikeTo(painting), photo: { builtIn: true }, ...othersThan(painting.ownerId) },
    });
    if (!other) return false;
    const { sha256 } = other;
    await tx.stylization.createMany({ data: [{ ...painting, sha256 }], skipDuplicates: true });
    await tx.stylization.updateMany({ where: sameAs(painting), data: { deletedAt: null } });
    return true;
  });
  return found ? db().stylization.findFirst({ where: sameAs(painting), select }) : null;
}

const sameAs = ({ ownerId, ...rest }: Painting) => ({ ...alikeTo(rest), ownerId });

const alikeTo = ({ photoId, checkpointId, options }: Omit<Painting, 'ownerId'>) => ({
  photoId,
  checkpointId,
  options: { equals: options },
});

/** Remembers how a painting was looked at. Returns false if the owner has none such. */
export async function setLook(id: string, ownerId: Owner, look: object): Promise<boolean> {
  const { count } = await db().stylization.updateMany({ where: { id, ownerId }, data: { look } });
  return count > 0;
}

/**
 * The owner's, newest first; `before` is the id of the last one of the page before.
 * `photoId` and `option` (a name and the value it must have) narrow the choice.
 */
export function listStylizations(
  ownerId: Owner,
  {
    limit = 24,
    before,
    photoId,
    option,
  }: {
    limit?: number;
    before?: string;
    photoId?: string;
    option?: { name: string; value: string | number | boolean };
  } = {},
): Promise<Stylization[]> {
  return db().stylization.findMany({
    select,
    orderBy: { id: 'desc' },
    take: limit,
    where: {
      ownerId,
      deletedAt: null,
      photo: { deletedAt: null },
      // Of a style that somebody else deleted they stay.
      checkpoint: { style: { OR: [{ deletedAt: null }, othersThan(ownerId)] } },
      ...(before ? { id: { lt: before } } : {}),
      ...(photoId ? { photoId } : {}),
      ...(option ? { options: { path: [option.name], equals: option.value } } : {}),
    },
  });
}

/** Deletes one painting for good, or with no id the whole history. Returns how many there were. */
export function deleteStylizations(id?: string, still: Discarded = {}): Promise<number> {
  return removing(async (tx) => {
    const where = { ...(id !== undefined && { id }), ...still };
    const gone = await tx.stylization.findMany({ where, select: { sha256: true } });
    const { count } = await tx.stylization.deleteMany({ where });
    await removeRetired(tx);
    return { result: count, unused: hashes(gone) };
  });
}
