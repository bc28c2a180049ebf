import { stat } from 'node:fs/promises';
import { basename, dirname, extname, join, relative, resolve } from 'node:path';
import { pictureKind } from '@atelier/stylize/picture-file';
import { UsageError, warn } from '../errors.ts';
import { identity } from '../files/file.ts';
import { checkPhotoPath, isWritable } from '../files/photo.ts';
import { findPhotos } from '../files/photo-folder.ts';
import type { PaintingJob } from './painting.ts';
import { type Named, withNamesOfTheirOwn } from './painting-names.ts';

export interface PaintingJobs {
  jobs: PaintingJob[];
  /** Photos that are left out, and why, in words. */
  problems: string[];
}

/**
 * What is to be painted, and where to. One photo goes into the file `out`, or into the folder if `out` is one; several,
 * or the photos of a folder, into the folder `out`, under the paths that they have there. What is in that folder already
 * is no photo to paint, nor are the `films`. Photos in formats that are not written become PNG. Each is painted once, and where two have one
 * name their folders are put before it; of those of one folder, such as a.png and a.tif, only the first is painted.
 * @throws UsageError where a photo is missing, or a painting would take the place of a photo
 */
export async function paintingJobs(
  inputs: string[],
  out: string,
  films: PaintingJob[] = [],
): Promise<PaintingJobs> {
  const given: Named[] = [];
  const place = await identity(out);
  const moving = new Set(films.map(({ photo }) => resolve(photo)));
  for (const input of inputs)
    // Where the paintings go is no album, unless it is the album: then they would take the photos' places.
    for (const path of await findPhotos(input, place && place === (await identity(input)) ? [] : [out], warn))
      if (!moving.has(resolve(path)))
        given.push({ path, name: writable(path === input ? basename(path) : relative(input, path)) });
  const photos = withNamesOfTheirOwn(
    given,
    films.map((film) => relative(out, film.out)),
  );
  const folder = photos.length > 1 || photos[0]!.path !== inputs[0] || (await isFolder(out));
  if (!folder) checkPhotoPath(out);
  else if (isPicture(out) && !(await isFolder(out)))
    throw new UsageError(`--out ${out}: several photos go into a folder, and this looks like a file's name`);

  const all = photos.map(({ path, name }) => ({
    photo: path,
    out: folder ? join(out, name) : out,
  }));
  const sources = new Map<string, string>();
  for (const { photo } of all) sources.set((await identity(photo))!, photo);
  const targets = new Map<string, string>();
  const jobs: PaintingJob[] = [];
  const problems: string[] = [];
  for (const job of all) {
    const there = await identity(job.out);
    const source = there === undefined ? undefined : sources.get(there);
    if (source !== undefined)
      throw new UsageError(`${job.out}: the painting would replace the photo ${source}`);
    const target = resolve(job.out);
    const other = targets.get(target);
    if (other === undefined) jobs.push(job);
    else problems.push(`${job.photo}: its painting would have the name of that of ${other}, ${job.out}`);
    targets.set(target, other ?? job.photo);
  }
  return { jobs, problems };
}

/** A folder, or the name of one: it ends in a slash, or not as pictures do. */
async function isFolder(path: string): Promise<boolean> {
  const facts = await stat(path).catch(() => undefined);
  return facts ? facts.isDirectory() : path.endsWith('/') || !isPicture(path);
}

const isPicture = (path: string) => pictureKind(path) !== undefined;

function writable(name: string): string {
  if (isWritable(name)) return name;
  return join(dirname(name), `${basename(name, extname(name))}.png`);
}
