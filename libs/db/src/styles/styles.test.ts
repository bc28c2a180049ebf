import { describe, expect, test } from 'vitest';
import { image } from '../../test/image.ts';
import { useFreshDatabase } from '../../test/database.ts';
import { wave } from '../../test/wave.ts';
import { db } from '../database.ts';
import { sha256 } from '../images.ts';
import {
  addPhoto,
  addStylization,
  createRun,
  deletePhoto,
  deleteStylizations,
  findStylization,
  getStyle,
  Hold,
  listStylizations,
  publishCheckpoint,
  putBuiltInStyle,
  readCheckpoint,
  readImage,
} from '../index.ts';
import { deleteStyle, slugOf } from './styles.ts';
import { createStyle } from '../../test/style.ts';

/** Where there are no accounts. */
const onePerson = { ownerId: null, administrator: true };

useFreshDatabase();

describe('styles', () => {
  test.each([
    ['The Starry Night', 'the-starry-night'],
    ['  Ünï — 星夜 №1!', 'uni-星夜-no1'],
    ['***', 'style'],
    ['𝒳'.repeat(80), 'x'.repeat(60)],
    ['𐐨'.repeat(80), '𐐨'.repeat(60)],
  ])('the slug of %s', (title, slug) => expect(slugOf(title)).toBe(slug));

  test('ten with one title at once get ten slugs', async () => {
    const file = image('same');
    const made = await Promise.all(Array.from({ length: 10 }, () => createStyle({ title: 'Same', file })));
    const slugs = new Set(made.map((style) => style.slug));
    expect(slugs.size).toBe(10);
    expect(slugs).toContain('~same');
    expect(slugs).toContain('~same-10');
    for (const { id } of made) expect(await deleteStyle(id)).toBe(true);
    expect(await readImage(sha256(file.bytes), null)).toBeNull();
  });

  test('a built-in style is put again and again, changes arrive, what the user published stays', async () => {
    await putBuiltInStyle({ ...wave, checkpoints: [] });
    expect((await getStyle('wave', null))?.published).toBeNull();
    await putBuiltInStyle(wave);
    await putBuiltInStyle(wave);
    const style = (await getStyle('wave', null))!;
    expect(style).toMatchObject({ title: 'The Great Wave', builtIn: true, image: { width: 4, height: 3 } });
    expect(style.checkpoints.map((each) => each.iteration)).toEqual([5000, 10_000]);
    expect(style.published).toMatchObject({ iteration: 10_000, heldOut: { style: 0.5 } });
    expect(style.published).not.toHaveProperty('bytes');

    const [first] = style.checkpoints;
    expect(await publishCheckpoint(first!.id, onePerson)).toBe(true);
    await putBuiltInStyle({ ...wave, file: image('scan') });
    const after = (await getStyle('wave', null))!;
    expect(after.published?.id).toBe(first!.id);
    expect(await readImage(style.image.sha256, null)).toBeNull();
    expect(await deleteStyle(after.id)).toBe(false);
  });

  test('an update with other weights: no painting of the old ones is taken for one of theirs', async () => {
    await putBuiltInStyle({ ...wave, slug: 'retrained' });
    const before = (await getStyle('retrained', null))!;
    const photo = await addPhoto({ file: image('before'), alt: 'before' });
    const order = { photoId: photo.id, checkpointId: before.published!.id, options: {}, ownerId: null };
    const painting = await addStylization({ ...order, file: image('by the old weights') });
    const better = { ...wave.checkpoints[1]!, bytes: Buffer.from('better weights') };
    for (let time = 0; time < 2; time++)
      await putBuiltInStyle({ ...wave, slug: 'retrained', checkpoints: [wave.checkpoints[0]!, better] });
    const after = (await getStyle('retrained', null))!;
    expect(after.checkpoints.map(({ iteration }) => iteration)).toEqual([5000, 10_000]);
    expect(after.published).toMatchObject({ iteration: 10_000, sha256: sha256(better.bytes) });
    const asked = { ...order, checkpointId: after.published!.id };
    expect(await findStylization(asked)).toBeNull();
    expect((await listStylizations(null)).map(({ id }) => id)).toEqual([painting.id]);
    expect(Buffer.from((await readCheckpoint(order.checkpointId, null))!).toString()).toBe('weights 10000');
    await deleteStylizations(painting.id);
    expect(await readCheckpoint(order.checkpointId, null)).toBeNull();

    expect(await publishCheckpoint(after.checkpoints[0]!.id, onePerson)).toBe(true);
    await putBuiltInStyle({ ...wave, slug: 'retrained', checkpoints: [better] });
    const last = (await getStyle('retrained', null))!;
    expect(last.checkpoints).toEqual([after.published]);
    expect(last.published).toEqual(after.published);
    await deletePhoto(photo.id);
  });

  test('a built-in style that has the title of a user’s leaves the user’s alone', async () => {
    const own = await createStyle({ title: 'Kelp', file: image('kelp') });
    await putBuiltInStyle({ ...wave, slug: 'kelp', title: 'Kelp', checkpoints: [] });
    const [mine, theirs] = [await getStyle(own.slug, null), await getStyle('kelp', null)];
    expect(mine).toMatchObject({
      id: own.id,
      builtIn: false,
      image: { sha256: sha256(image('kelp').bytes) },
    });
    expect(theirs).toMatchObject({ builtIn: true });
    expect(theirs!.id).not.toBe(own.id);
    expect(() => putBuiltInStyle({ ...wave, slug: '~kelp' })).toThrow('~kelp');
    await deleteStyle(own.id);
  });

  test('an older address of a user’s style finds it', async () => {
    const own = await createStyle({ title: 'Old address', file: image('old') });
    expect((await getStyle('old-address', null))?.id).toBe(own.id);
    await deleteStyle(own.id);
  });

  test('a training of a built-in style does not replace what it comes with', async () => {
    await putBuiltInStyle(wave);
    const before = (await getStyle('wave', null))!;
    const run = await createRun({ styleId: before.id, config: {}, iterations: 1 });
    const { jobId } = await db().run.findUniqueOrThrow({ where: { id: run.id } });
    const hold = (await Hold.take(run.id, jobId!, 'worker'))!;
    await hold.saveCheckpoint({ iteration: 1, bytes: Buffer.from('worse weights'), config: {} });
    await hold.finish(1);
    const after = (await getStyle('wave', null))!;
    expect(after.published?.id).toBe(before.published!.id);
    expect(after.checkpoints.filter(({ builtIn }) => !builtIn)).toHaveLength(1);
  });

  test('publishing and reading what is not there', async () => {
    expect(await publishCheckpoint('nothing', onePerson)).toBe(false);
    expect(await getStyle('nothing', null)).toBeNull();
    expect(await readCheckpoint('nothing', null)).toBeNull();
  });
});
