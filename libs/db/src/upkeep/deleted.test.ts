import { expect, test, vi } from 'vitest';
import { image } from '../../test/image.ts';
import { useFreshDatabase } from '../../test/database.ts';
import { db } from '../database.ts';
import { sha256 } from '../images.ts';
import {
  addFilm,
  addPhoto,
  addFont,
  addStylization,
  createRun,
  discard,
  findStylization,
  FilmWork,
  getRun,
  getStyle,
  Hold,
  keepWord,
  KEPT_DAYS,
  listDeleted,
  listFilms,
  listPhotos,
  listStylizations,
  purgeDeleted,
  queueFilm,
  readImage,
  restore,
  setDesiredState,
} from '../index.ts';
import { createStyle } from '../../test/style.ts';

useFreshDatabase();

const tomorrow = () => new Date(Date.now() + 86_400_000);
/** A style with a checkpoint. */
async function trained(title: string) {
  const style = await createStyle({ title, file: image(title) });
  const run = await createRun({ styleId: style.id, config: {}, iterations: 9 });
  const { jobId } = await db().run.findUniqueOrThrow({ where: { id: run.id } });
  const hold = (await Hold.take(run.id, jobId!, 'worker'))!;
  await hold.saveCheckpoint({ iteration: 1, bytes: Buffer.from(`weights of ${title}`), config: {} });
  return { style, run, hold, checkpointId: (await getStyle(style.slug, null))!.published!.id };
}

const kinds = async () => (await listDeleted(null)).map(({ kind }) => kind);

test('a photo, a style, a run and a painting are gone, come back as they were, or go for good after a while', async () => {
  const { style, run, hold, checkpointId } = await trained('Style');
  const photo = await addPhoto({ file: image('photo'), alt: 'a photo' });
  const key = { photoId: photo.id, checkpointId, options: {}, ownerId: null };
  const painting = await addStylization({ ...key, file: image('painting') });
  const things = [
    ['painting', painting.id],
    ['run', run.id],
    ['photo', photo.id],
    ['style', style.id],
  ] as const;

  for (const [kind, id] of things) {
    expect(await discard(kind, id, null)).toBe(true);
    expect(await discard(kind, id, null)).toBe(false);
    expect(await kinds()).toEqual([kind]);
    expect(await purgeDeleted(new Date(0))).toBe(0);
    const there = {
      painting: await findStylization(key),
      run: await getRun(run.id, null),
      photo: (await listPhotos(null))[0],
      style: await getStyle(style.slug, null),
    };
    expect(there[kind] ?? null).toBeNull();
    expect((await listStylizations(null)).length).toBe(kind === 'run' ? 1 : 0);
    expect(await restore(kind, id, null)).toBe(true);
    expect(await restore(kind, id, null)).toBe(false);
  }
  expect(await findStylization(key)).toEqual(painting);
  expect(await listPhotos(null)).toEqual([photo]);
  // Its worker was told to stop; it can go on.
  expect(await hold.renew()).toBe('stopped');
  expect(await hold.release('halted')).toBe('stopped');
  expect(await setDesiredState(run.id, 'running', null)).toMatchObject({ status: 'queued' });

  for (const [kind, id] of things) await discard(kind, id, null);
  expect(await kinds()).toEqual(['style', 'photo', 'run', 'painting']);
  expect(await getRun(run.id, null)).toBeNull();
  expect(await purgeDeleted(tomorrow())).toBe(4);
  expect(await listDeleted(null)).toEqual([]);
  for (const what of ['Style', 'photo', 'painting'])
    expect(await readImage(sha256(Buffer.from(what)), null), what).toBeNull();
});

test('what is deleted and then given or asked for again is there again', async () => {
  const { checkpointId } = await trained('Again');
  const photo = await addPhoto({ file: image('twice'), alt: 'twice' });
  const key = { photoId: photo.id, checkpointId, options: {}, ownerId: null };
  const painting = await addStylization({ ...key, file: image('its painting') });
  await discard('painting', painting.id, null);
  await discard('photo', photo.id, null);
  expect((await addPhoto({ file: image('twice'), alt: 'other' })).id).toBe(photo.id);
  expect((await addStylization({ ...key, file: image('its painting') })).id).toBe(painting.id);
  expect(await listDeleted(null)).toEqual([]);
});

test('what comes with Atelier cannot be deleted', async () => {
  const sample = await addPhoto({ file: image('sample'), alt: 'a sample', builtIn: true });
  expect(await discard('photo', sample.id, null)).toBe(false);
  expect(await discard('style', 'nothing', null)).toBe(false);
});

test('a film that is deleted while it is painted stops, comes back stopped, and goes for good after a while', async () => {
  const { checkpointId } = await trained('Films');
  const order = { name: 'clip.mp4', checkpointId, options: {}, ownerId: null };
  const { id } = (await addFilm(order))!;
  await queueFilm(id, null, 'arriving');
  const { jobId } = await db().film.findUniqueOrThrow({ where: { id } });
  const { work } = (await FilmWork.take(id, jobId!))!;
  expect(await discard('film', id, null)).toBe(true);
  await expect(work.report({ done: 1, seconds: 1 })).rejects.toThrow();
  expect([await listFilms(null), await queueFilm(id, null, 'stopped')]).toEqual([[], null]);
  expect(await listDeleted(null)).toMatchObject([{ kind: 'film', id, name: 'clip.mp4' }]);
  expect(await restore('film', id, null)).toBe(true);
  expect(await listFilms(null)).toMatchObject([{ id, status: 'stopped' }]);
  await discard('film', id, null);
  expect([await purgeDeleted(tomorrow()), await db().film.count()]).toEqual([1, 0]);
});

test('words and fonts are there for six days, and after eight gone for good', async () => {
  const daysAgo = (days: number) => new Date(Date.now() - days * 86_400_000);
  const picture = { bytes: Buffer.from('word'), width: 2, height: 1 };
  const { id: word } = await keepWord({ ...picture, text: 'Hi', address: '?text=Hi', ownerId: null });
  const { id: font } = await addFont({ name: 'a.ttf', bytes: Buffer.from('font'), ownerId: null });
  await discard('word', word, null);
  await discard('font', font, null);
  const deleted = async (days: number) => {
    const change = { data: { deletedAt: daysAgo(days) } };
    await db().word.updateMany(change);
    await db().font.updateMany(change);
    return [await purgeDeleted(daysAgo(KEPT_DAYS)), await db().word.count(), await db().font.count()];
  };
  expect(await deleted(6)).toEqual([0, 1, 1]);
  expect((await listDeleted(null)).map(({ id }) => id).toSorted()).toEqual([word, font].toSorted());
  expect(await deleted(8)).toEqual([2, 0, 0]);
  expect([await restore('word', word, null), await restore('font', font, null)]).toEqual([false, false]);
});

test('what is restored at the moment of the daily purge stays', async () => {
  const { style, run, checkpointId } = await trained('Restored');
  const photo = await addPhoto({ file: image('restored'), alt: 'restored' });
  const key = { photoId: photo.id, checkpointId, options: {}, ownerId: null };
  const painting = await addStylization({ ...key, file: image('its painting') });
  const film = (await addFilm({ name: 'clip.mp4', checkpointId, options: {}, ownerId: null }))!;
  const blocked = async () => {
    const [row] = await db().$queryRaw<{ count: number }[]>`
      select count(*)::int as count from pg_stat_activity
      where datname = current_database() and wait_event_type = 'Lock' and wait_event <> 'advisory'`;
    return row!.count > 0;
  };
  const things = [
    ['painting', painting.id, 'Stylization'],
    ['film', film.id, 'Film'],
    ['photo', photo.id, 'Photo'],
    ['run', run.id, 'Run'],
    ['style', style.id, 'Style'],
  ] as const;
  for (const [kind, id, table] of things) {
    await discard(kind, id, null);
    // Restored, but not yet seen by others: the purge has found it, and waits to delete it.
    const purged = await db().$transaction(async (tx) => {
      await tx.$executeRawUnsafe(`update "${table}" set "deletedAt" = null where id = $1`, id);
      const purge = purgeDeleted(tomorrow());
      await vi.waitUntil(blocked, { timeout: 60_000 });
      return { purge };
    });
    expect(await purged.purge, kind).toBe(0);
    expect(await restore(kind, id, null), kind).toBe(false); // it is
    expect(await kinds()).toEqual([]);
  }
  expect(await findStylization(key)).toEqual(painting);
  expect(await getRun(run.id, null)).toMatchObject({ id: run.id });
  expect(await getStyle(style.slug, null)).toMatchObject({ id: style.id });
  expect(await listPhotos(null)).toContainEqual(photo);
  expect(await db().film.count({ where: { id: film.id } })).toBe(1);
});
