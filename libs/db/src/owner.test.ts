import { beforeAll, describe, expect, test } from 'vitest';
import { useFreshDatabase } from '../test/database.ts';
import { image } from '../test/image.ts';
import {
  addPhoto,
  addStylization,
  createRun,
  createStyle,
  discard,
  EVERYBODY,
  adoptStylization,
  findStylization,
  getCheckpoint,
  getPhoto,
  getRun,
  getStyle,
  invite,
  join,
  listCheckpoints,
  listDeleted,
  listPhotos,
  listStyles,
  listStylizations,
  mayShow,
  ownsRun,
  publishCheckpoint,
  AccountRefused,
  addFilm,
  removeUser,
  verifyDatabase,
  putBuiltInStyle,
  purgeDeleted,
  readImage,
  restore,
  setLook,
  sha256,
  shareStyle,
  setDesiredState,
} from './index.ts';
import { Hold } from './hold.ts';
import { db } from './database.ts';

useFreshDatabase();

let [ada, grace] = ['', ''];
const label = {
  title: 'Wave',
  artist: 'Hokusai',
  year: '1831',
  licence: 'CC0',
  source: 'x',
  trainedBy: 'us',
};
const weights = (text: string) => ({ iteration: 10, bytes: Buffer.from(text), config: {} });
const hash = (content: string) => sha256(image(content).bytes);

async function account(email: string): Promise<string> {
  return (await join(await invite(), { name: email, email, password: 'a long enough one' })).id;
}

/** A run of the owner's that has made a checkpoint; returns its id and the checkpoint's. */
async function trained(styleId: string, ownerId: string): Promise<{ runId: string; checkpointId: string }> {
  const { id: runId } = await createRun({ styleId, config: {}, iterations: 10, ownerId });
  const { jobId } = await db().run.findUniqueOrThrow({ where: { id: runId } });
  const hold = await Hold.take(runId, jobId!, 'host-1');
  await hold!.saveSample(10, 0, image(`sample ${runId}`));
  await hold!.saveCheckpoint(weights(`weights ${runId}`));
  await hold!.finish(10);
  const [checkpoint] = (await listCheckpoints(styleId, ownerId)).filter((each) => each.runId === runId);
  return { runId, checkpointId: checkpoint!.id };
}

beforeAll(async () => {
  await putBuiltInStyle({
    slug: 'wave',
    ...label,
    position: 1,
    file: image('wave'),
    checkpoints: [weights('w')],
  });
  [ada, grace] = [await account('ada@example.org'), await account('grace@example.org')];
});

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

test('an account that is removed goes with what is its own; what others paint with stays for them', async () => {
  await expect(removeUser('nobody@example.org')).rejects.toThrow('nobody has an account');
  await expect(removeUser('ada@example.org')).rejects.toThrow(AccountRefused); // nobody could invite any more
  const { id: admin } = await join(await invite('administrator'), {
    ...{ name: 'Admin', email: 'admin@example.org', password: 'a long enough one' },
  });
  const eve = await account('eve@example.org');
  const photo = await addPhoto({ file: image('eve photo'), alt: 'Eve’s', ownerId: eve });
  const theirs = await addPhoto({ file: image('grace photo'), alt: 'Grace’s', ownerId: grace });
  const styleOf = async (title: string) => {
    const style = await createStyle({ title, file: image(title), ownerId: eve });
    return { ...style, ...(await trained(style.id, eve)) };
  };
  const [shared, private_, left] = [
    await styleOf('shared one'),
    await styleOf('private one'),
    await styleOf('left one'),
  ];
  await shareStyle(shared.id, eve, true);
  await shareStyle(left.id, eve, true);
  const paint = (photoId: string, checkpointId: string, ownerId: string) =>
    addStylization({
      photoId,
      checkpointId,
      options: {},
      ownerId,
      file: image(`${photoId} ${checkpointId}`),
    });
  await paint(photo.id, shared.checkpointId, eve);
  const [kept, old] = [
    await paint(theirs.id, shared.checkpointId, grace),
    await paint(theirs.id, left.checkpointId, grace),
  ];
  const film = (checkpointId: string, ownerId: string) =>
    addFilm({ name: 'f.mp4', checkpointId, options: {}, ownerId });
  const [hers, graces] = [await film(shared.checkpointId, eve), await film(left.checkpointId, grace)];
  await shareStyle(left.id, eve, false);
  const [wave] = (await listStyles(null)).filter(({ slug }) => slug === 'wave');
  await trained(wave!.id, eve);

  await removeUser('Eve@example.org');
  expect(await db().user.count({ where: { id: eve } })).toBe(0);
  for (const gone of ['eve photo', 'private one', `${photo.id} ${shared.checkpointId}`])
    expect([gone, await readImage(hash(gone), EVERYBODY)]).toEqual([gone, null]);
  expect((await listStylizations(grace)).map(({ id }) => id)).toEqual(
    expect.arrayContaining([kept.id, old.id]),
  );
  expect((await getStyle(shared.slug, grace))!.published!.id).toBe(shared.checkpointId);
  expect((await getStyle(shared.slug, admin))!.checkpoints.length).toBe(1);
  for (const viewer of [admin, grace])
    expect([await getStyle(private_.slug, viewer), await getStyle(left.slug, viewer)]).toEqual([null, null]);
  expect(await getRun(shared.runId, EVERYBODY)).toBeNull();
  await purgeDeleted(new Date(Date.now() + 1000));
  expect((await listStylizations(grace)).map(({ id }) => id)).toContain(old.id);
  const films = await db().film.findMany({ where: { id: { in: [hers!.id, graces!.id] } } });
  expect(films.map(({ id }) => id)).toEqual([graces!.id]);
  expect((await verifyDatabase()).findings).toEqual([]);
});
