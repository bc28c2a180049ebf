import { db } from './database.ts';
import { checkpointInfo, type CheckpointInfo } from './checkpoints.ts';
import { imageInfo, removeUnused, storeImage, type ImageFile, type ImageInfo } from './images.ts';
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
