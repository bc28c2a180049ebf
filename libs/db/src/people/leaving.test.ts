import { expect, test } from 'vitest';
import { image } from '../../test/image.ts';
import {
  addPhoto,
  addStylization,
  EVERYBODY,
  getRun,
  getStyle,
  invite,
  join,
  listStyles,
  listStylizations,
  AccountRefused,
  addFilm,
  removeUser,
  verifyDatabase,
  purgeDeleted,
  readImage,
  shareStyle,
} from '../index.ts';
import { db } from '../database.ts';
import { grace, hash, account, trained } from '../../test/owned.ts';
import { createStyle } from '../../test/style.ts';

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
