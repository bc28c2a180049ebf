import { removeRetired } from './checkpoints.ts';
import { db } from './database.ts';
import { hashes, imageInfo, removing, storeImage, type ImageFile, type ImageInfo } from './images.ts';

/** A painting in the history. */
export interface Stylization {
  id: string;
  /** Size and purpose, as the apps stored them */
  options: unknown;
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
    return count ? undefined : sha256;
  });
  if (unused) await removing(() => Promise.resolve({ result: undefined, unused: [unused] }));
  return db().stylization.findFirstOrThrow({ where: sameAs(rest), select });
}

/** The painting of this photo with this checkpoint and exactly these options, or null. */
export function findStylization(painting: Omit<NewStylization, 'file'>): Promise<Stylization | null> {
  return db().stylization.findFirst({ where: sameAs(painting), select });
}

const sameAs = ({ photoId, checkpointId, options }: Omit<NewStylization, 'file'>) => ({
  photoId,
  checkpointId,
  options: { equals: options },
});

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
      ...(before ? { id: { lt: before } } : {}),
      ...(photoId ? { photoId } : {}),
      ...(option ? { options: { path: [option.name], equals: option.value } } : {}),
    },
  });
}

/** Deletes one painting, or with no id the whole history. Returns how many there were. */
export function deleteStylizations(id?: string): Promise<number> {
  return removing(async (tx) => {
    const where = id === undefined ? {} : { id };
    const gone = await tx.stylization.findMany({ where, select: { sha256: true } });
    const { count } = await tx.stylization.deleteMany({ where });
    await removeRetired(tx);
    return { result: count, unused: hashes(gone) };
  });
}
