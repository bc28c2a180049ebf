import { describe, expect, test } from 'vitest';
import { image } from '../../test/image.ts';
import { useFreshDatabase } from '../../test/database.ts';
import { wave } from '../../test/wave.ts';
import { sha256 } from '../images.ts';
import {
  addPhoto,
  addStylization,
  deletePhoto,
  deleteStylizations,
  getStyle,
  listPhotos,
  listStyles,
  listStylizations,
  putBuiltInStyle,
  readImage,
} from '../index.ts';
import { createStyle } from '../../test/style.ts';
import { deleteStyle } from '../styles/styles.ts';

useFreshDatabase();

describe('photos and paintings', () => {
  test('the same photo twenty times at once is one photo', async () => {
    const file = image('photo');
    const ids = await Promise.all(Array.from({ length: 20 }, () => addPhoto({ file, alt: 'a photo' })));
    expect(new Set(ids.map((photo) => photo.id)).size).toBe(1);
    const sample = await addPhoto({ file: image('sample'), alt: 'a sample', builtIn: true });
    expect((await listPhotos(null)).map((photo) => photo.alt)).toEqual(['a sample', 'a photo']);
    expect(await deletePhoto(sample.id)).toBe(false);
    expect(await deletePhoto(ids[0]!.id)).toBe(true);
    expect(await deletePhoto(ids[0]!.id)).toBe(false);
    expect(await readImage(ids[0]!.image.sha256, null)).toBeNull();
  });

  test('a picture goes with the last row that refers to it', async () => {
    await putBuiltInStyle(wave);
    const checkpointId = (await getStyle('wave', null))!.published!.id;
    const photo = await addPhoto({ file: image('holiday'), alt: 'holiday' });
    const painting = image('painting');
    const paint = (strength: number, file = painting) =>
      addStylization({ photoId: photo.id, checkpointId, options: { strength }, ownerId: null, file });
    const [first, second, third] = [await paint(1), await paint(2), await paint(3)];
    const late = image('the same, of another process');
    expect(await paint(3, late)).toEqual(third);
    expect(await readImage(sha256(late.bytes), null)).toBeNull();
    expect((await listStylizations(null)).map((each) => each.id)).toEqual([third.id, second.id, first.id]);
    expect((await listStylizations(null, { limit: 1, before: third.id })).map((each) => each.id)).toEqual([
      second.id,
    ]);
    expect(first).toMatchObject({ options: { strength: 1 }, checkpoint: { style: { slug: 'wave' } } });

    expect(await deleteStylizations(first.id)).toBe(1);
    expect(Buffer.from((await readImage(sha256(painting.bytes), null))!.bytes)).toEqual(painting.bytes);
    expect(await deletePhoto(photo.id)).toBe(true);
    expect(await listStylizations(null)).toEqual([]);
    expect(await readImage(sha256(painting.bytes), null)).toBeNull();
    expect(await deleteStylizations()).toBe(0);
  });

  test('a picture that is removed and stored at the same moment is there, or its storing waits', async () => {
    const file = image('contested');
    for (let round = 0; round < 20; round++) {
      const { id } = await addPhoto({ file, alt: 'contested' });
      const [, style] = await Promise.all([deletePhoto(id), createStyle({ title: 'Contested', file })]);
      expect(await readImage(style.image.sha256, null)).not.toBeNull();
      await deleteStyle(style.id);
    }
    expect((await listStyles(null)).filter((style) => !style.builtIn)).toEqual([]);
  });
});
