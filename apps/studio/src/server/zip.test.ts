import { Uint8ArrayReader, Uint8ArrayWriter, ZipReader } from '@zip.js/zip.js';
import { expect, test } from 'vitest';
import { fileNames, zipOf, type ZippedFile } from './zip.ts';

async function* given(files: ZippedFile[], failure?: Error): AsyncGenerator<ZippedFile> {
  for (const file of files) yield await Promise.resolve(file);
  if (failure) throw failure;
}
const file = (name: string) => ({ name, bytes: Buffer.from(`content of ${name}`) });

test('a ZIP holds every file as it was, under its name in any script', async () => {
  const files = ['a.jpg', '《星月夜》.jpg'].map(file);
  const bytes = new Uint8Array(await new Response(zipOf(given(files))).arrayBuffer());
  const reader = new ZipReader(new Uint8ArrayReader(bytes));
  const read = await Promise.all(
    (await reader.getEntries()).map(async (entry) => ({
      name: entry.filename,
      bytes: Buffer.from(entry.directory ? [] : await entry.getData(new Uint8ArrayWriter())),
    })),
  );
  expect(read).toEqual(files);
});

test('where a file fails, so does the ZIP', async () => {
  const zip = zipOf(given([file('a.jpg')], new Error('the second photo is gone')));
  await expect(new Response(zip).arrayBuffer()).rejects.toThrow('the second photo is gone');
});

test('no two files have one name, and no name is a path or hidden', () => {
  const nameOf = fileNames();
  expect(
    ['a', 'A', 'a', '../etc/passwd', '.hidden', ' ', 'c:\\x?'].map((name) => nameOf(name, 'jpg')),
  ).toEqual(['a.jpg', 'A-2.jpg', 'a-3.jpg', '-etc-passwd.jpg', 'hidden.jpg', 'photo.jpg', 'c-x-.jpg']);
});
