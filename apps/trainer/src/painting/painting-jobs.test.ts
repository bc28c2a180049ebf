import { copyFileSync, linkSync, mkdirSync, readdirSync, readFileSync, symlinkSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';
import { expect, test } from 'vitest';
import { atelier, temporaryFolder } from '../../test/atelier.ts';
import { network, plain } from '../../test/stylizing.ts';
import { paintingJobs } from './painting-jobs.ts';

function album(...names: string[]): string {
  const folder = join(temporaryFolder(), 'photos');
  mkdirSync(folder);
  for (const name of names) copyFileSync(plain, join(folder, name));
  return folder;
}

test('a painting never takes the place of a photo, by whatever way it would get there', async () => {
  const photos = album('a.png', 'b.png');
  const link = `${photos}-link`;
  symlinkSync(photos, link);
  const replaces = /the painting would replace the photo/;
  await expect(paintingJobs([photos], photos)).rejects.toThrow(replaces);
  await expect(paintingJobs([photos], link)).rejects.toThrow(replaces);
  await expect(paintingJobs([photos, join(photos, 'a.png')], link)).rejects.toThrow(replaces);
  await expect(paintingJobs([join(photos, 'a.png'), join(photos, 'b.png')], link)).rejects.toThrow(replaces);
  await expect(paintingJobs([join(photos, 'a.png')], join(link, 'a.png'))).rejects.toThrow(replaces);
  await expect(paintingJobs([join(link, 'a.png')], join(photos, 'a.png'))).rejects.toThrow(replaces);
  // As a disk has it on which A is a: one file under both names.
  for (const name of ['hard.png', 'A.PNG']) {
    linkSync(join(photos, 'a.png'), join(photos, name));
    await expect(paintingJobs([join(photos, 'a.png')], join(photos, name))).rejects.toThrow(replaces);
  }
});

test('nor through a mount: an album that is in two places is one', async () => {
  const photos = album('a.png', 'b.png');
  const place = join(temporaryFolder(), 'mounted');
  mkdirSync(place);
  const paint = (inputs: string[], out: string) =>
    atelier(['stylize', '--checkpoint', network, ...inputs, '--out', out], { bind: [photos, place] });
  for (const [inputs, out] of [
    [[photos], place],
    [[place], photos],
    [[join(photos, 'a.png')], join(place, 'a.png')],
  ] as const)
    expect(await paint([...inputs], out)).toMatchObject({
      code: 2,
      stdout: '',
      stderr: expect.stringMatching(/the painting would replace the photo/) as string,
    });
  const other = join(temporaryFolder(), 'painted');
  expect(await paint([place], other)).toMatchObject({ code: 0 });
  expect(readdirSync(other)).toEqual(['a.png', 'b.png']);
  for (const name of ['a.png', 'b.png'])
    expect(readFileSync(join(photos, name))).toEqual(readFileSync(plain));
});

test('what was painted into the album is no photo of it', async () => {
  const photos = album('a.png');
  const out = join(photos, 'painted');
  mkdirSync(out);
  copyFileSync(plain, join(out, 'a.png'));
  expect((await paintingJobs([photos], out)).jobs).toEqual([
    { photo: join(photos, 'a.png'), out: join(out, 'a.png') },
  ]);
});

test('photos of one name are kept apart by their folders, and one that is given twice is painted once', async () => {
  const [one, other] = [album('a.png', 'b.png'), album('a.png')];
  const out = join(temporaryFolder(), 'new');
  const { jobs, problems } = await paintingJobs([one, join(one, 'b.png'), other], out);
  expect(problems).toEqual([]);
  const above = (folder: string) => basename(dirname(folder));
  expect(jobs).toEqual([
    { photo: join(one, 'a.png'), out: join(out, above(one), 'photos/a.png') },
    { photo: join(one, 'b.png'), out: join(out, 'b.png') },
    { photo: join(other, 'a.png'), out: join(out, above(other), 'photos/a.png') },
  ]);
});

test('of two photos of one folder for one name the second is refused', async () => {
  const photos = album('a.png', 'b.png');
  copyFileSync(plain, join(photos, 'a.tif'));
  const { jobs, problems } = await paintingJobs([photos], join(temporaryFolder(), 'new'));
  expect(jobs.map(({ photo }) => photo)).toEqual([join(photos, 'a.png'), join(photos, 'b.png')]);
  expect(problems).toEqual([expect.stringContaining(`${photos}/a.tif: its painting would have the name`)]);
});

test('a new folder may have a dot in its name, or no slash behind it', async () => {
  const photos = album('a.png', 'b.png');
  const folder = temporaryFolder();
  for (const name of ['my.paintings', 'paintings', 'paintings/']) {
    const { jobs } = await paintingJobs([photos], join(folder, name));
    expect(jobs[0]!.out).toBe(join(folder, name, 'a.png'));
    const single = await paintingJobs([join(photos, 'a.png')], `${folder}/${name}`);
    expect(single.jobs[0]!.out).toBe(join(folder, name, 'a.png'));
  }
  await expect(paintingJobs([photos], join(folder, 'x.png'))).rejects.toThrow('go into a folder');
  await expect(paintingJobs([join(photos, 'a.png')], join(folder, 'x.bmp'))).rejects.toThrow(
    'written as .png',
  );
});
