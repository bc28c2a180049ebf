import { expect, test } from 'vitest';
import { image } from '../test/image.ts';
import { useFreshDatabase } from '../test/database.ts';
import { db } from './database.ts';
import {
  addPhoto,
  addStylization,
  createRun,
  createStyle,
  discard,
  findStylization,
  getRun,
  getStyle,
  Hold,
  listDeleted,
  listPhotos,
  listStylizations,
  purgeDeleted,
  readImage,
  restore,
  sha256,
  setDesiredState,
} from './index.ts';

useFreshDatabase();

const tomorrow = () => new Date(Date.now() + 86_400_000);
const kinds = async () => (await listDeleted(null)).map(({ kind }) => kind);

test('a photo, a style, a run and a painting are gone, come back as they were, or go for good after a while', async () => {
  const style = await createStyle({ title: 'Style', file: image('style') });
  const run = await createRun({ styleId: style.id, config: {}, iterations: 9 });
  const { jobId } = await db().run.findUniqueOrThrow({ where: { id: run.id } });
  const hold = (await Hold.take(run.id, jobId!, 'worker'))!;
  await hold.saveCheckpoint({ iteration: 1, bytes: Buffer.from('weights'), config: {} });
  const checkpointId = (await getStyle(style.slug, null))!.published!.id;
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
  for (const what of ['style', 'photo', 'painting'])
    expect(await readImage(sha256(Buffer.from(what)), null), what).toBeNull();
});

test('what is deleted and then given or asked for again is there again', async () => {
  const style = await createStyle({ title: 'Again', file: image('again') });
  const run = await createRun({ styleId: style.id, config: {}, iterations: 9 });
  const { jobId } = await db().run.findUniqueOrThrow({ where: { id: run.id } });
  await (await Hold.take(run.id, jobId!, 'worker'))!.saveCheckpoint({
    iteration: 1,
    bytes: Buffer.from('other weights'),
    config: {},
  });
  const checkpointId = (await getStyle(style.slug, null))!.published!.id;
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
