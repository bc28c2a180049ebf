import { db, type Transaction } from '../database.ts';
import {
  checkpointInfo,
  current,
  putCheckpoint,
  retire,
  type CheckpointFile,
  type CheckpointInfo,
} from './checkpoints.ts';
import type { Discarded } from '../discarded.ts';
import { builtInOr, type Owner, ownedBy, type Viewer, visibleCheckpoints, visibleStyles } from '../owner.ts';
import { putBuiltInRun, type BuiltInRun } from './built-in-run.ts';
import { hashes, imageInfo, removing, storeImage, type ImageFile, type ImageInfo } from '../images.ts';
import type { Prisma, RunStatus, DesiredState } from '../generated/client.ts';

export interface Style {
  id: string;
  slug: string;
  title: string;
  artist: string | null;
  year: string | null;
  licence: string | null;
  source: string | null;
  builtIn: boolean;
  /** The viewer's own: to share, to train again, to delete */
  own: boolean;
  /** Everybody may paint with it, though it is not built in */
  shared: boolean;
  /** The working size that suits its strokes, in pixels; null: that of most */
  suitedSize: number | null;
  trainedBy: string | null;
  createdAt: Date;
  image: ImageInfo;
  /** The one that paints unless another is chosen; null: not trained yet */
  published: CheckpointInfo | null;
  checkpoints: CheckpointInfo[];
  /** Newest first */
  runs: { id: string; status: RunStatus; desired: DesiredState; iteration: number; iterations: number }[];
}

export interface NewStyle {
  title: string;
  artist?: string | undefined;
  year?: string | undefined;
  licence?: string | undefined;
  source?: string | undefined;
  trainedBy?: string | undefined;
  file: ImageFile;
  ownerId?: Owner;
}

const include = (viewer: Viewer) =>
  ({
    image: imageInfo,
    published: checkpointInfo,
    checkpoints: {
      where: { ...current, ...visibleCheckpoints(viewer) },
      ...checkpointInfo,
      orderBy: [{ builtIn: 'desc' }, { runId: 'asc' }, { iteration: 'asc' }],
    },
    runs: {
      where: { deletedAt: null, builtIn: false, ...ownedBy(viewer) },
      select: { id: true, status: true, desired: true, iteration: true, iterations: true },
      orderBy: { createdAt: 'desc' },
    },
  }) satisfies Prisma.StyleInclude;

type Row = Prisma.StyleGetPayload<{ include: ReturnType<typeof include> }>;

/** Whose it is stays untold to others. */
const asSeenBy =
  (viewer: Viewer) =>
  ({ ownerId, ...row }: Row): Style => ({ ...row, own: !row.builtIn && ownerId === viewer });

/** Those that the viewer may paint with: the built-in ones in the gallery's order, then the others, oldest first. */
export async function listStyles(viewer: Viewer): Promise<Style[]> {
  const rows = await db().style.findMany({
    where: { deletedAt: null, ...visibleStyles(viewer) },
    include: include(viewer),
    orderBy: [{ position: 'asc' }, { createdAt: 'asc' }],
  });
  return rows.map(asSeenBy(viewer));
}

/** Of users' slugs; no title gives it, and no built-in slug may hold it. */
const OWN = '~';

/** The style of this slug; a user's is found without its `~` too, as older addresses name it, where no built-in one is. */
export async function getStyle(slug: string, viewer: Viewer): Promise<Style | null> {
  const of = (each: string) =>
    db().style.findFirst({
      where: { slug: each, deletedAt: null, ...visibleStyles(viewer) },
      include: include(viewer),
    });
  const row = (await of(slug)) ?? (slug.startsWith(OWN) ? null : await of(OWN + slug));
  return row && asSeenBy(viewer)(row);
}

/** Lets everybody paint with a style of the owner's, or only the owner again. Returns false if there is none such. */
export async function shareStyle(id: string, ownerId: Owner, shared: boolean): Promise<boolean> {
  const where = { id, ownerId, builtIn: false, deletedAt: null };
  return (await db().style.updateMany({ where, data: { shared } })).count > 0;
}

/** The style that learns from exactly this picture, a built-in one or the owner's own; null: none does. */
export function findStyleByPicture(
  tx: Transaction,
  imageSha256: string,
  ownerId: Owner,
): Promise<{ id: string } | null> {
  return tx.style.findFirst({
    where: { imageSha256, ...builtInOr(ownerId), deletedAt: null },
    orderBy: [{ builtIn: 'desc' }, { createdAt: 'asc' }],
    select: { id: true },
  });
}

/** Its slug is made from the title and free. Returns its id. */
export async function insertStyle(
  tx: Transaction,
  { file, ownerId = null, ...rest }: NewStyle,
): Promise<string> {
  const imageSha256 = await storeImage(tx, file);
  const base = OWN + slugOf(rest.title);
  for (let n = 1; ; n++) {
    const slug = n === 1 ? base : `${base}-${n}`;
    // Two visitors may choose the same title at once: the unique slug decides, not a look beforehand.
    const [made] = await tx.style.createManyAndReturn({
      data: [{ ...rest, slug, imageSha256, ownerId }],
      skipDuplicates: true,
      select: { id: true },
    });
    if (made) return made.id;
  }
}

/** A style that comes with Atelier. */
export interface BuiltInStyle extends Omit<NewStyle, 'ownerId'> {
  slug: string;
  position: number;
  /** The working size that suits its strokes, in pixels; none given: that of most. */
  suitedSize?: number | undefined;
  checkpoints: CheckpointFile[];
  /** How these were trained; none given: nobody wrote it down. */
  run?: BuiltInRun | undefined;
}

/**
 * Makes a built-in style be as given, whatever was there; checkpoints that runs made stay, and so does a published one that
 * is still there. Without checkpoints it is not trained yet. One at a time: two processes may seed one database at once.
 */
export function putBuiltInStyle({
  file,
  checkpoints,
  slug,
  suitedSize,
  run,
  ...rest
}: BuiltInStyle): Promise<void> {
  if (slugOf(slug) !== slug)
    throw new Error(`${slug}: the slug of a built-in style is lower-case letters, digits and hyphens`);
  return removing(async (tx) => {
    const imageSha256 = await storeImage(tx, file);
    const before = await tx.style.findUnique({ where: { slug } });
    const data = { ...rest, suitedSize: suitedSize ?? null, imageSha256, builtIn: true };
    const style = await tx.style.upsert({ where: { slug }, create: { ...data, slug }, update: data });
    for (const file of checkpoints) await putCheckpoint(tx, { styleId: style.id, builtIn: true }, file);
    const iterations = checkpoints.map(({ iteration }) => iteration);
    const dropped = await tx.checkpoint.findMany({
      where: { styleId: style.id, builtIn: true, ...current, iteration: { notIn: iterations } },
      select: { id: true },
    });
    await retire(
      tx,
      dropped.map(({ id }) => id),
      null,
    );
    const last = await tx.checkpoint.findFirst({
      where: { styleId: style.id, ...current },
      orderBy: [{ builtIn: 'desc' }, { iteration: 'desc' }],
    });
    if (last)
      await tx.style.updateMany({ where: { slug, publishedId: null }, data: { publishedId: last.id } });
    await putBuiltInRun(tx, style.id, run);
    return { result: undefined, unused: before ? [before.imageSha256] : [] };
  });
}

/** Lower-case letters and digits of any script, joined by hyphens; `style` where there are none. @internal */
export function slugOf(title: string): string {
  const words = title
    .normalize('NFKD')
    .replace(/\p{M}/gu, '')
    .toLowerCase()
    .match(/[\p{L}\p{N}]+/gu);
  return words ? [...words.join('-')].slice(0, 60).join('') : 'style';
}

/**
 * Deletes a style that is not built in for good, with its runs, checkpoints and paintings. Returns false if there is none
 * such, or somebody else has paintings or films in it: they belong to who had them made, and it stays for them, deleted.
 */
export function deleteStyle(id: string, still: Discarded = {}): Promise<boolean> {
  return removing(async (tx) => {
    await tx.$queryRaw`select id from "Run" where "styleId" = ${id} order by id for update`;
    const where = { id, builtIn: false, ...still };
    const style = await tx.style.findFirst({
      where,
      include: {
        runs: { select: { styleSha256: true, samples: { select: { sha256: true } } } },
        checkpoints: {
          select: {
            stylizations: { select: { sha256: true, ownerId: true } },
            films: { select: { ownerId: true } },
          },
        },
      },
    });
    const painted = style?.checkpoints.flatMap(({ stylizations }) => stylizations) ?? [];
    const films = style?.checkpoints.flatMap(({ films }) => films) ?? [];
    if (!style || [...painted, ...films].some(({ ownerId }) => ownerId !== style.ownerId))
      return { result: false, unused: [] };
    if ((await tx.style.deleteMany({ where })).count === 0) return { result: false, unused: [] };
    const unused = [
      style.imageSha256,
      ...style.runs.flatMap(({ styleSha256, samples }) => [styleSha256, ...hashes(samples)]),
      ...hashes(painted),
    ];
    return { result: true, unused };
  });
}
