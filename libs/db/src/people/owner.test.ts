import { describe, expect, test } from 'vitest';
import { image } from '../../test/image.ts';
import {
  addPhoto,
  addStylization,
  createRun,
  discard,
  EVERYBODY,
  adoptStylization,
  findStylization,
  getCheckpoint,
  getPhoto,
  getRun,
  getStyle,
  listDeleted,
  listPhotos,
  listStyles,
  listStylizations,
  mayShow,
  ownsRun,
  publishCheckpoint,
  purgeDeleted,
  readImage,
  restore,
  setLook,
  shareStyle,
  setDesiredState,
} from '../index.ts';
import { db } from '../database.ts';
import { ada, grace, hash, trained } from '../../test/owned.ts';
import { createStyle } from '../../test/style.ts';

describe('the same photo of two people', () => {
  test('is one of each, by one picture, which stays while one has it', async () => {
    const [hers, theirs] = await Promise.all([
      addPhoto({ file: image('shared photo'), alt: 'Ada’s', ownerId: ada }),
      addPhoto({ file: image('shared photo'), alt: 'Grace’s', ownerId: grace }),
    ]);
    expect(hers.id).not.toBe(theirs.id);
    expect((await listPhotos(ada)).map(({ alt }) => alt)).toEqual(['Ada’s']);
    expect(await getPhoto(theirs.id, ada)).toBeNull();
    expect(await discard('photo', theirs.id, ada)).toBe(false);
    await discard('photo', hers.id, ada);
    expect(await listDeleted(grace)).toEqual([]);
    expect(await restore('photo', hers.id, grace)).toBe(false);
    await purgeDeleted(new Date(Date.now() + 1000));
    expect(await mayShow(hash('shared photo'), ada)).toBe(false);
    expect(await readImage(hash('shared photo'), grace)).toMatchObject({ sha256: hash('shared photo') });
  });

  test('a built-in one is everybody’s', async () => {
    const sample = await addPhoto({ file: image('sample'), alt: 'Sample', builtIn: true });
    expect((await addPhoto({ file: image('sample'), alt: 'Mine', ownerId: ada })).id).toBe(sample.id);
    for (const viewer of [ada, grace, null]) expect(await mayShow(hash('sample'), viewer)).toBe(true);
    expect(await discard('photo', sample.id, ada)).toBe(false);
  });
});

test('a painting is who had it made: of a sample photo the other gets the same picture without painting it again', async () => {
  const [wave] = await listStyles(null);
  const sample = await addPhoto({ file: image('sample'), alt: 'Sample', builtIn: true });
  const key = { photoId: sample.id, checkpointId: wave!.published!.id, options: {} };
  const painting = await addStylization({ ...key, ownerId: ada, file: image('painting') });
  expect([await listStylizations(grace), await mayShow(hash('painting'), grace)]).toEqual([[], false]);
  expect(await setLook(painting.id, grace, {})).toBe(false);
  expect(await discard('painting', painting.id, grace)).toBe(false);
  expect(await findStylization({ ...key, ownerId: grace })).toBeNull();
  const found = await adoptStylization({ ...key, ownerId: grace });
  expect([found!.image.sha256, found!.id === painting.id]).toEqual([hash('painting'), false]);
  await discard('painting', painting.id, ada);
  expect(await adoptStylization({ ...key, ownerId: ada })).toMatchObject({ id: painting.id });
  expect((await listStylizations(grace)).map(({ id }) => id)).toEqual([found!.id]);
});

describe('a style', () => {
  test('its picture, runs and checkpoints are its owner’s until it is shared, and then only the published one is everybody’s', async () => {
    const style = await createStyle({ title: 'Garden', file: image('garden'), ownerId: ada });
    const first = await trained(style.id, ada);
    const { runId, checkpointId } = await trained(style.id, ada);
    const seen = async (viewer: string) => ({
      style: (await getStyle(style.slug, viewer))?.slug,
      picture: await mayShow(hash('garden'), viewer),
      published: (await getCheckpoint(checkpointId, viewer))?.id,
      other: (await getCheckpoint(first.checkpointId, viewer))?.id,
      run: (await getRun(runId, viewer))?.id,
      sample: await mayShow(hash(`sample ${runId}`), viewer),
    });
    const nothing = { picture: false, sample: false };
    const all = {
      style: style.slug,
      picture: true,
      published: checkpointId,
      other: first.checkpointId,
      run: runId,
      sample: true,
    };
    expect([await seen(ada), await seen(grace)]).toEqual([all, nothing]);
    expect(await shareStyle(style.id, grace, true)).toBe(false);
    expect(await shareStyle(style.id, ada, true)).toBe(true);
    expect(await seen(grace)).toEqual({
      ...nothing,
      style: style.slug,
      picture: true,
      published: checkpointId,
    });
    expect(await getStyle(style.slug, grace)).toMatchObject({ own: false, shared: true, runs: [] });
    expect((await getStyle(style.slug, grace))!.checkpoints.map(({ id }) => id)).toEqual([checkpointId]);
    await expect(
      createRun({ styleId: style.id, config: {}, iterations: 1, ownerId: grace }),
    ).rejects.toThrow();
    for (const administrator of [true, false])
      expect(await publishCheckpoint(first.checkpointId, { ownerId: grace, administrator })).toBe(false);
    expect(await discard('style', style.id, grace)).toBe(false);
    expect(await discard('run', runId, grace)).toBe(false);
    expect(await setDesiredState(runId, 'stopped', grace)).toBeNull();
    expect([await ownsRun(runId, ada), await ownsRun(runId, grace)]).toEqual([true, false]);
    await shareStyle(style.id, ada, false);
    expect(await seen(grace)).toEqual(nothing);
  });

  test('a training of a built-in one changes it for nobody else; an administrator may publish it', async () => {
    const { id, published } = (await getStyle('wave', ada))!;
    const { checkpointId } = await trained(id, ada);
    expect((await getStyle('wave', ada))!.published).toEqual(published);
    expect((await getStyle('wave', grace))!.checkpoints.map((each) => each.id)).toEqual([published!.id]);
    const as = (administrator: boolean) => ({ ownerId: ada, administrator });
    expect(await publishCheckpoint(checkpointId, as(false))).toBe(false);
    expect(await publishCheckpoint(checkpointId, as(true))).toBe(true);
    expect((await getStyle('wave', grace))!.published!.id).toBe(checkpointId);
    expect(await publishCheckpoint(published!.id, as(true))).toBe(true);
  });

  test('what others painted with one that its owner deletes stays theirs', async () => {
    const style = await createStyle({ title: 'Borrowed', file: image('borrowed'), ownerId: ada });
    const { checkpointId } = await trained(style.id, ada);
    await shareStyle(style.id, ada, true);
    const photo = await addPhoto({ file: image('of grace'), alt: '', ownerId: grace });
    const key = { photoId: photo.id, checkpointId, options: {}, ownerId: grace };
    const painting = await addStylization({ ...key, file: image('with a borrowed style') });
    await discard('style', style.id, ada);
    await purgeDeleted(new Date(Date.now() + 1000));
    expect(await getStyle(style.slug, EVERYBODY)).toBeNull();
    expect((await listStylizations(grace)).map(({ id }) => id)).toContain(painting.id);
    await discard('painting', painting.id, grace);
    await purgeDeleted(new Date(Date.now() + 1000));
    await purgeDeleted(new Date(Date.now() + 1000));
    expect(await db().style.count({ where: { id: style.id } })).toBe(0);
  });
});
