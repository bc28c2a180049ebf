import { announce } from '../runs/changes.ts';
import { db } from '../database.ts';
import type { Owner } from '../owner.ts';
import { deleteFilm, stopFilm } from '../films/films.ts';
import { imageInfo, type ImageInfo } from '../images.ts';
import { deletePhoto } from '../pictures/photos.ts';
import { deleteRun } from '../runs/runs.ts';
import { deleteStyle } from '../styles/styles.ts';
import { deleteStylizations } from '../pictures/stylizations.ts';

export const deletedKinds = ['photo', 'style', 'run', 'painting', 'film', 'word', 'font'] as const;

export type DeletedKind = (typeof deletedKinds)[number];

/** Something that was deleted and can still be had back. */
export interface Deleted {
  kind: DeletedKind;
  id: string;
  /** What the photo shows, the title of the style, the word itself, the name of a file; null: nothing is known */
  name: string | null;
  /** Of the style that was trained, if it is a training. */
  slug?: string;
  /** It, or the style that it is painted in; null: there is nothing to show */
  image: ImageInfo | null;
  deletedAt: Date;
}

/** So many days deleted things are kept. */
export const KEPT_DAYS = 7;

/**
 * Deletes so that it can be restored. What hangs on it is hidden with it; a training or a film that goes on is stopped. Returns false
 * if the owner has none such, or it is built in.
 */
export async function discard(kind: DeletedKind, id: string, ownerId: Owner): Promise<boolean> {
  const deletedAt = new Date();
  const where = { id, ownerId, deletedAt: null };
  if (kind === 'painting')
    return (await db().stylization.updateMany({ where, data: { deletedAt } })).count > 0;
  if (kind === 'photo')
    return (
      (await db().photo.updateMany({ where: { ...where, builtIn: false }, data: { deletedAt } })).count > 0
    );
  if (kind === 'word') return (await db().word.updateMany({ where, data: { deletedAt } })).count > 0;
  if (kind === 'font') return (await db().font.updateMany({ where, data: { deletedAt } })).count > 0;
  return db().$transaction(async (tx) => {
    if (kind === 'film') {
      await stopFilm(id, ownerId, tx);
      return (await tx.film.updateMany({ where, data: { deletedAt } })).count > 0;
    }
    const { count } =
      kind === 'run'
        ? await tx.run.updateMany({ where: { ...where, builtIn: false }, data: { deletedAt } })
        : await tx.style.updateMany({ where: { ...where, builtIn: false }, data: { deletedAt } });
    if (count === 0) return false;
    const runs = await tx.run.findMany({
      where: kind === 'run' ? { id } : { styleId: id },
      select: { id: true },
      orderBy: { id: 'asc' },
    });
    const ids = { id: { in: runs.map((run) => run.id) } };
    await tx.run.updateMany({ where: { ...ids, status: 'running' }, data: { desired: 'stopped' } });
    await tx.run.updateMany({
      where: { ...ids, status: { in: ['queued', 'paused'] } },
      data: { desired: 'stopped', status: 'stopped', endedAt: deletedAt },
    });
    for (const run of runs) await announce(tx, run.id);
    return true;
  });
}

/** Takes a deletion of the owner's back. Returns false if there is none such any more. */
export async function restore(kind: DeletedKind, id: string, ownerId: Owner): Promise<boolean> {
  const change = { where: { id, ownerId, deletedAt: { not: null } }, data: { deletedAt: null } };
  if (kind === 'photo') return (await db().photo.updateMany(change)).count > 0;
  if (kind === 'painting') return (await db().stylization.updateMany(change)).count > 0;
  if (kind === 'style') return (await db().style.updateMany(change)).count > 0;
  if (kind === 'film') return (await db().film.updateMany(change)).count > 0;
  if (kind === 'word') return (await db().word.updateMany(change)).count > 0;
  if (kind === 'font') return (await db().font.updateMany(change)).count > 0;
  return db().$transaction(async (tx) => {
    const { count } = await tx.run.updateMany(change);
    await announce(tx, id);
    return count > 0;
  });
}

/** Everything that the owner deleted and can still have back, the latest first. */
export async function listDeleted(ownerId: Owner): Promise<Deleted[]> {
  const where = { ownerId, deletedAt: { not: null } };
  const [photos, styles, runs, paintings, films, words, fonts] = await Promise.all([
    db().photo.findMany({ where, select: { id: true, alt: true, deletedAt: true, image: imageInfo } }),
    db().style.findMany({ where, select: { id: true, title: true, deletedAt: true, image: imageInfo } }),
    db().run.findMany({
      where,
      select: { id: true, deletedAt: true, style: { select: { slug: true, title: true, image: imageInfo } } },
    }),
    db().stylization.findMany({
      where,
      select: { id: true, deletedAt: true, image: imageInfo, photo: { select: { alt: true } } },
    }),
    db().film.findMany({
      where,
      select: {
        ...{ id: true, deletedAt: true, name: true },
        checkpoint: { select: { style: { select: { image: imageInfo } } } },
      },
    }),
    db().word.findMany({ where, select: { id: true, deletedAt: true, text: true } }),
    db().font.findMany({ where, select: { id: true, deletedAt: true, name: true } }),
  ]);
  const all = [
    ...photos.map(({ alt, ...rest }) => ({ ...rest, kind: 'photo' as const, name: alt || null })),
    ...styles.map(({ title, ...rest }) => ({ ...rest, kind: 'style' as const, name: title })),
    ...runs.map(({ style, ...rest }) => ({
      ...rest,
      kind: 'run' as const,
      name: style.title,
      slug: style.slug,
      image: style.image,
    })),
    ...paintings.map(({ photo, ...rest }) => ({
      ...rest,
      kind: 'painting' as const,
      name: photo.alt || null,
    })),
    ...films.map(({ checkpoint, ...rest }) => ({
      ...rest,
      kind: 'film' as const,
      image: checkpoint.style.image,
    })),
    ...words.map(({ text, ...rest }) => ({ ...rest, kind: 'word' as const, name: text, image: null })),
    ...fonts.map((rest) => ({ ...rest, kind: 'font' as const, image: null })),
  ].map((each) => ({ ...each, deletedAt: each.deletedAt! }));
  return all.sort((a, b) => b.deletedAt.getTime() - a.deletedAt.getTime());
}

/** Deletes for good what was deleted before a moment, and is not restored meanwhile. Returns how many things that were. */
export async function purgeDeleted(before: Date): Promise<number> {
  const where = { deletedAt: { lt: before } };
  const select = { id: true } as const;
  let count = (await db().word.deleteMany({ where })).count + (await db().font.deleteMany({ where })).count;
  for (const { id } of await db().film.findMany({ where, select }))
    count += Number(await deleteFilm(id, where));
  for (const { id } of await db().stylization.findMany({ where, select }))
    count += await deleteStylizations(id, where);
  for (const { id } of await db().run.findMany({ where, select }))
    count += Number(await deleteRun(id, where));
  for (const { id } of await db().photo.findMany({ where, select }))
    count += Number(await deletePhoto(id, where));
  for (const { id } of await db().style.findMany({ where, select }))
    count += Number(await deleteStyle(id, where));
  return count;
}
