import { db, type Transaction } from './database.ts';
import { checkpointInfo, type CheckpointFile, type CheckpointInfo } from './checkpoints.ts';
import { imageInfo, removeUnused, sha256, storeImage, type ImageFile, type ImageInfo } from './images.ts';
import type { Prisma, RunStatus, RunWish } from './generated/client.ts';

export interface Style {
  id: string;
  slug: string;
  title: string;
  artist: string | null;
  year: string | null;
  licence: string | null;
  source: string | null;
  builtIn: boolean;
  trainedBy: string | null;
  createdAt: Date;
  image: ImageInfo;
  /** The one that paints unless another is chosen; null: not trained yet */
  published: CheckpointInfo | null;
  checkpoints: CheckpointInfo[];
  /** Newest first */
  runs: { id: string; status: RunStatus; wish: RunWish; iteration: number; iterations: number }[];
}

export interface NewStyle {
  title: string;
  artist?: string | undefined;
  year?: string | undefined;
  licence?: string | undefined;
  source?: string | undefined;
  trainedBy?: string | undefined;
  file: ImageFile;
}

const include = {
  image: imageInfo,
  published: checkpointInfo,
  checkpoints: {
    ...checkpointInfo,
    orderBy: [{ builtIn: 'desc' }, { runId: 'asc' }, { iteration: 'asc' }],
  },
  runs: {
    select: { id: true, status: true, wish: true, iteration: true, iterations: true },
    orderBy: { createdAt: 'desc' },
  },
} satisfies Prisma.StyleInclude;

/** Every style: the built-in ones in the gallery's order, then the others, oldest first. */
export function listStyles(): Promise<Style[]> {
  return db().style.findMany({ include, orderBy: [{ position: 'asc' }, { createdAt: 'asc' }] });
}

export function getStyle(slug: string): Promise<Style | null> {
  return db().style.findUnique({ where: { slug }, include });
}

/** A style of the user's own, not trained yet. Its slug is made from the title and free. */
export async function createStyle({ file, ...rest }: NewStyle): Promise<Style> {
  const slug = await db().$transaction(async (tx) => {
    const imageSha256 = await storeImage(tx, file);
    const base = slugOf(rest.title);
    for (let n = 1; ; n++) {
      const slug = n === 1 ? base : `${base}-${n}`;
      // Two visitors may choose the same title at once: the unique slug decides, not a look beforehand.
      const made = await tx.style.createMany({
        data: [{ ...rest, slug, imageSha256 }],
        skipDuplicates: true,
      });
      if (made.count) return slug;
    }
  });
  return db().style.findUniqueOrThrow({ where: { slug }, include });
}

/** Key of an advisory lock. */
const SEEDING = 4_710_207;

/** A style that comes with Atelier. */
export interface BuiltInStyle extends NewStyle {
  slug: string;
  position: number;
  checkpoints: CheckpointFile[];
}

/**
 * Makes a built-in style be as given, whatever was there; checkpoints that runs made stay, and so does the published
 * one. Without checkpoints it is not trained yet.
 */
export function putBuiltInStyle({ file, checkpoints, slug, ...rest }: BuiltInStyle): Promise<void> {
  return db().$transaction(async (tx) => {
    // One at a time: two processes may seed one database at once.
    await tx.$executeRaw`select pg_advisory_xact_lock(${SEEDING})`;
    const imageSha256 = await storeImage(tx, file);
    const before = await tx.style.findUnique({ where: { slug } });
    const data = { ...rest, imageSha256, builtIn: true };
    const style = await tx.style.upsert({ where: { slug }, create: { ...data, slug }, update: data });
    for (const checkpoint of checkpoints) await putBuiltInCheckpoint(tx, style.id, checkpoint);
    if (!style.publishedId) {
      const last = await tx.checkpoint.findFirst({
        where: { styleId: style.id },
        orderBy: [{ builtIn: 'desc' }, { iteration: 'desc' }],
      });
      if (last) await tx.style.update({ where: { slug }, data: { publishedId: last.id } });
    }
    if (before) await removeUnused(tx, [before.imageSha256]);
  });
}

async function putBuiltInCheckpoint(
  tx: Transaction,
  styleId: string,
  { iteration, bytes, config, heldOut }: CheckpointFile,
): Promise<void> {
  const found = await tx.checkpoint.findFirst({ where: { styleId, builtIn: true, iteration } });
  const data = { bytes: new Uint8Array(bytes), sha256: sha256(bytes), config, ...(heldOut && { heldOut }) };
  if (!found) await tx.checkpoint.create({ data: { ...data, styleId, iteration, builtIn: true } });
  else if (found.sha256 !== data.sha256) await tx.checkpoint.update({ where: { id: found.id }, data });
}

/** Lower-case letters and digits of any script, joined by hyphens; `style` where there are none. */
export function slugOf(title: string): string {
  const words = title
    .normalize('NFKD')
    .replace(/\p{M}/gu, '')
    .toLowerCase()
    .match(/[\p{L}\p{N}]+/gu);
  return words ? [...words.join('-')].slice(0, 60).join('') : 'style';
}

/** Deletes a style of the user's own with its runs, checkpoints and paintings. Returns false if there is none such. */
export function deleteStyle(id: string): Promise<boolean> {
  return db().$transaction(async (tx) => {
    const style = await tx.style.findFirst({ where: { id, builtIn: false } });
    if (!style) return false;
    const samples = await tx.sample.findMany({ where: { run: { styleId: id } }, select: { sha256: true } });
    const paintings = await tx.stylization.findMany({
      where: { checkpoint: { styleId: id } },
      select: { sha256: true },
    });
    await tx.style.delete({ where: { id } });
    await removeUnused(tx, [style.imageSha256, ...[...samples, ...paintings].map((image) => image.sha256)]);
    return true;
  });
}
