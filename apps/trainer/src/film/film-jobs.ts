import { basename, extname, join, relative } from 'node:path';
import { stat } from 'node:fs/promises';
import { isFilm, mayMove } from '@atelier/stylize/film-types';
import { UsageError } from '../errors.ts';
import { identity } from '../files/file.ts';
import { lookForPhotos } from '../files/photo-folder.ts';
import { systemPath } from '../files/system-path.ts';
import type { PaintingJob } from '../painting/painting.ts';
import { type Named, withNamesOfTheirOwn } from '../painting/painting-names.ts';
import { moves } from './animation.ts';

/**
 * The films among the inputs and in the folders among them, and where their paintings go: films, and pictures that move where they
 * are to go on moving. One film goes into the file `out`; several, or a film beside photos, into the folder `out` under their own
 * names, or the paths that they have in their folder; each once, and apart where two have one name.
 * @returns the inputs that are left as well: of folders all that is not among the films
 * @throws UsageError where a film would go into a picture that does not move, or take its own place
 */
export async function filmJobs(
  inputs: string[],
  out: string,
): Promise<{ films: PaintingJob[]; rest: string[] }> {
  const toFile = extname(out) !== '' && !(await isFolder(out));
  const stays = toFile && !isFilm(out) && !mayMove(out);
  const given: Named[] = [];
  const rest: string[] = [];
  const goesOnMoving = async (path: string) => !stays && mayMove(path) && (await moves(path));
  for (const input of inputs)
    if (isFilm(input) || ((await isFile(input)) && (await goesOnMoving(input))))
      given.push({ path: input, name: basename(input) });
    else if ((await facts(input))?.isDirectory()) {
      // What is where the paintings go is none to paint, unless all of them are there.
      const same = (await identity(input)) === (await identity(out));
      const found = await lookForPhotos(input, same ? [] : [out]);
      const moving = [...found.films];
      for (const path of found.photos) if (await goesOnMoving(path)) moving.push(path);
      given.push(...moving.map((path) => ({ path, name: relative(input, path) })));
      if (found.films.length + found.photos.length > moving.length || moving.length === 0) rest.push(input);
    } else rest.push(input);
  if (given.length === 0) return { films: [], rest };
  const films = withNamesOfTheirOwn(given);
  if (toFile && (films.length + rest.length > 1 || films[0]!.path !== inputs[0]))
    throw new UsageError(
      `--out ${out}: several films or photos go into a folder, and this looks like a file's name`,
    );
  if (stays) throw new UsageError(`--out ${out}: a film goes into .mp4, .mov, .webm or .mkv`);
  const jobs = films.map(({ path, name }) => ({ photo: path, out: toFile ? out : join(out, name) }));
  for (const job of jobs) {
    if (isFilm(job.photo) !== isFilm(job.out))
      throw new UsageError(
        `${job.out}: a film goes into .mp4, .mov, .webm or .mkv, a moving picture into .gif or .webp (${job.photo})`,
      );
    if ((await identity(job.photo)) === ((await identity(job.out)) ?? ''))
      throw new UsageError(`${job.out}: the painting would replace the film ${job.photo}`);
  }
  return { films: jobs, rest };
}

const facts = (path: string) => stat(systemPath(path)).catch(() => undefined);
const isFolder = async (path: string) => (await facts(path))?.isDirectory() ?? path.endsWith('/');
const isFile = async (path: string) => (await facts(path))?.isFile() ?? false;
