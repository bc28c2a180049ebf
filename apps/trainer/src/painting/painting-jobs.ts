import { stat } from 'node:fs/promises';
import { basename, dirname, extname, join, relative, resolve } from 'node:path';
import { UsageError } from '../errors.ts';
import { checkPhotoPath, findPhotos } from '../files/photo.ts';
import type { PaintingJob } from './painting.ts';

/**
 * What is to be painted, and where to. One photo goes into the file `out`, or into the folder if `out` is one; several,
 * or the photos of a folder, into the folder `out`, under the paths that they have there. Photos in formats that are
 * not written become PNG.
 * @throws UsageError where a photo is missing, or a painting would take the place of a photo or of another painting
 */
export async function paintingJobs(inputs: string[], out: string): Promise<PaintingJob[]> {
  const photos: { path: string; name: string }[] = [];
  for (const input of inputs)
    for (const path of await findPhotos(input))
      photos.push({ path, name: path === input ? basename(path) : relative(input, path) });
  const single = photos.length === 1 && photos[0]!.path === inputs[0] && !(await isFolder(out));
  if (single) checkPhotoPath(out);
  else if (extname(out) !== '' && !(await isFolder(out)))
    throw new UsageError(`--out ${out}: several photos go into a folder, and this looks like a file's name`);

  const jobs = photos.map(({ path, name }) => ({
    photo: path,
    out: single ? out : join(out, writable(name)),
  }));
  const sources = new Map(jobs.map(({ photo }) => [resolve(photo), photo]));
  const targets = new Map<string, string>();
  for (const job of jobs) {
    const target = resolve(job.out);
    const source = sources.get(target);
    const other = targets.get(target);
    if (source !== undefined)
      throw new UsageError(`${job.out}: the painting would replace the photo ${source}`);
    if (other !== undefined)
      throw new UsageError(`${job.out}: the paintings of ${other} and ${job.photo} would have the same name`);
    targets.set(target, job.photo);
  }
  return jobs;
}

async function isFolder(path: string): Promise<boolean> {
  return path.endsWith('/') || ((await stat(path).catch(() => undefined))?.isDirectory() ?? false);
}

function writable(name: string): string {
  const extension = extname(name).toLowerCase();
  if (['.png', '.jpg', '.jpeg', '.webp'].includes(extension)) return name;
  return join(dirname(name), `${basename(name, extname(name))}.png`);
}
