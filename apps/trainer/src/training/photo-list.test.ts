import { randomUUID } from 'node:crypto';
import { mkdirSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { temporaryFolder } from '../../test/atelier.ts';
import { sha256 } from '../files/hash.ts';
import { findPhotos } from '../files/photo-folder.ts';
import { keepPhotoList, listPhotos, type PhotoFolders, photosAtStart } from './photo-list.ts';

test('the photos’ list changes with their names, sizes and number, not with the place of the folder', async () => {
  const folder = temporaryFolder();
  const write = (name: string, size: number) => writeFileSync(join(folder, 'photos', name), 'x'.repeat(size));
  const list = async (place = 'photos') =>
    listPhotos([[join(folder, place), await findPhotos(join(folder, place))]]);
  mkdirSync(join(folder, 'photos'));
  write('a.jpg', 10);
  write('b.jpg', 20);
  const first = await list();
  expect(await list()).toBe(first);
  write('b.jpg', 21);
  const seen = new Set([first, await list()]);
  write('b.jpg', 20);
  write('c.jpg', 30);
  seen.add(await list());
  renameSync(join(folder, 'photos/c.jpg'), join(folder, 'photos/d.jpg'));
  seen.add(await list());
  expect(seen.size).toBe(4);
  renameSync(join(folder, 'photos'), join(folder, 'moved'));
  expect(seen).toContain(await list('moved'));
});

test('photos that are gone or changed since a run was started are told, and nothing is taken for what it is not', async () => {
  const folder = temporaryFolder();
  const albums = ['one', 'two'].map((name) => join(folder, name));
  const names = Array.from({ length: 10 }, (_, k) => `星 ${k} ${randomUUID()}.jpg`);
  for (const album of albums) {
    mkdirSync(album);
    for (const name of names) writeFileSync(join(album, name), name);
  }
  const now = () => Promise.all(albums.map(async (album): Promise<PhotoFolders[number]> => [album, await findPhotos(album)])); // prettier-ignore
  const begun = await now();
  const list = await listPhotos(begun);
  const fingerprint = sha256(Buffer.from(list));
  expect(await photosAtStart(fingerprint, begun)).toBeUndefined(); // nobody has kept it
  await keepPhotoList(list);
  expect(await photosAtStart(fingerprint, begun)).toEqual({ folders: begun, changed: new Map() });

  const [gone, other] = [begun[0]![1][3]!, begun[1]![1][9]!];
  rmSync(gone);
  writeFileSync(other, 'cut');
  expect(await photosAtStart(fingerprint, await now())).toEqual({
    folders: begun,
    changed: new Map([
      [gone, `${gone}: is gone since the run was started`],
      [other, `${other}: is another since the run was started`],
    ]),
  });
  writeFileSync(join(albums[0]!, 'new.jpg'), '');
  expect(await photosAtStart(fingerprint, await now())).toBeUndefined();
  rmSync(join(albums[0]!, 'new.jpg'));
  rmSync(begun[1]![1][0]!);
  expect(await photosAtStart(fingerprint, await now())).toBeUndefined(); // more than one in ten
});
