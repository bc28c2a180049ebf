import { copyFileSync, mkdirSync, readdirSync, renameSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { temporaryFolder } from '../../test/atelier.ts';
import { readPhoto, writePhoto } from './photo.ts';
import { findAllPhotos, findPhotos, lookForPhotos } from './photo-folder.ts';

const photos = join(import.meta.dirname, '../../test/photos');
const plain = join(photos, 'plain.png');

/** A folder with these files in it, each a picture. */
function folderOf(...names: string[]): string {
  const folder = temporaryFolder();
  for (const name of names) {
    mkdirSync(join(folder, name, '..'), { recursive: true });
    copyFileSync(plain, join(folder, name));
  }
  return folder;
}

test('pictures in a folder, at all levels, in order', async () => {
  const folder = folderOf('deep/er/b.png', 'z.JPG', 'a.webp', 'notes.txt');
  expect(await findPhotos(folder)).toEqual(
    ['a.webp', 'deep/er/b.png', 'z.JPG'].map((name) => join(folder, name)),
  );
  expect(await findPhotos(join(folder, 'z.JPG'))).toEqual([join(folder, 'z.JPG')]);
  await expect(findPhotos(temporaryFolder())).rejects.toThrow('no pictures in this folder');
  await expect(findPhotos(join(folder, 'none'))).rejects.toThrow('none: no such file or folder');
});

test('what lies beside photos is left out, what is not read is counted', async () => {
  const names = ['._a.png', '.Trashes/b.png', '__MACOSX/c.png', '@eaDir/d.png', 'lost+found/e.png'];
  const folder = folderOf('a.png', 'b.jfif', 'c.jpe', 'd.mpo', 'e.bmp', 'F.HEIC', 'g.heic', 'bare', ...names);
  writeFileSync(join(folder, 'Makefile'), 'all:\n');
  const { photos, unread } = await lookForPhotos(folder);
  expect(photos).toEqual(['a.png', 'b.jfif', 'bare', 'c.jpe', 'd.mpo'].map((name) => join(folder, name)));
  expect([...unread].sort()).toEqual([
    ['.bmp', 1],
    ['.heic', 2],
  ]);
  await expect(findPhotos(folderOf('a.heic', 'b.heic', 'c.bmp'))).rejects.toThrow(
    'no pictures in this folder; 3 files are in formats that are not read: 1 .bmp, 2 .heic',
  );
});

test('links to files and folders are followed, links to links too, and loops end', async () => {
  const real = folderOf('p0.png', 'more/p1.png');
  const folder = folderOf('own.png');
  symlinkSync(join(real, 'p0.png'), join(folder, 'link.png'));
  symlinkSync(join(folder, 'link.png'), join(folder, 'link-to-link.png'));
  symlinkSync(real, join(folder, 'sub'));
  symlinkSync(folder, join(folder, 'sub-again'));
  symlinkSync(folder, join(real, 'more', 'back'));
  symlinkSync('/nowhere', join(folder, 'broken.png'));
  const { photos, brokenLinks } = await lookForPhotos(folder);
  expect(photos.map((path) => path.slice(folder.length + 1))).toEqual([
    'link-to-link.png',
    'link.png',
    'own.png',
    'sub/more/p1.png',
    'sub/p0.png',
  ]);
  expect(brokenLinks).toEqual([join(folder, 'broken.png')]);
});

test('a folder that is left out is, also where a link leads there', async () => {
  const folder = folderOf('a.png', 'out/deep/b.png');
  symlinkSync(join(folder, 'out'), join(folder, 'link'));
  expect(await findAllPhotos([folder], [join(folder, 'out')])).toEqual([join(folder, 'a.png')]);
  expect(await findAllPhotos([folder], [join(folder, 'link')])).toEqual([join(folder, 'a.png')]);
});

test('names of any bytes are read and written as they are', async () => {
  const folder = folderOf('é.png');
  const odd = Buffer.concat([
    Buffer.from(`${folder}/caf`),
    Buffer.from([0xe9, 0x41, 0xff]),
    Buffer.from('.png'),
  ]);
  renameSync(join(folder, 'é.png'), odd);
  const [path] = await findPhotos(folder);
  const out = join(folder, 'out', path!.slice(folder.length + 1));
  await writePhoto(await readPhoto(path!), out);
  expect(readdirSync(join(folder, 'out'), { encoding: 'buffer' })).toEqual([
    Buffer.from([0x63, 0x61, 0x66, 0xe9, 0x41, 0xff, ...Buffer.from('.png')]),
  ]);
});

test('a device is neither', async () => {
  await expect(findPhotos('/dev/null')).rejects.toThrow('/dev/null: neither a file nor a folder');
});
