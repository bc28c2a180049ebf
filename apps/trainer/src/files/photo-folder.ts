import { open, readdir, realpath, stat } from 'node:fs/promises';
import { extname, join } from 'node:path';
import { isFilm } from '@atelier/stylize/film-types';
import { looksLikePicture, pictureKind } from '@atelier/stylize/picture-file';
import { fileError, UsageError } from '../errors.ts';
import { nameOf, systemPath } from './system-path.ts';

/** What cameras, disks and network stores put beside photos: names that begin with a dot, thumbnails, what was lost. */
const NOT_FOR_PEOPLE = /^(\..*|__MACOSX|@eaDir|lost\+found)$/;

export interface PhotoFolder {
  /** All levels, in a fixed order; or the file itself. */
  photos: string[];
  /** The films beside them. */
  films: string[];
  /** How many pictures there are in formats that are not read, by the ending of their names. */
  unread: Map<string, number>;
  /** Links that lead nowhere. */
  brokenLinks: string[];
}

/**
 * The pictures and films under a folder, by their names, links followed; files without an ending by their first bytes. Or the file
 * itself, whatever it is.
 * @param except folders that are left out, for example where the paintings go
 * @throws UsageError where there is no such path
 */
export async function lookForPhotos(path: string, except: string[] = []): Promise<PhotoFolder> {
  const found: PhotoFolder = { photos: [], films: [], unread: new Map(), brokenLinks: [] };
  try {
    const facts = await stat(systemPath(path));
    if (!facts.isDirectory()) {
      if (!facts.isFile()) throw new UsageError(`${path}: neither a file nor a folder`);
      return { ...found, photos: [path] };
    }
    const left = await Promise.all(except.map((folder) => placeOf(folder).catch(() => undefined)));
    await walk(path, left, found);
  } catch (error) {
    throw fileError(error, path);
  }
  for (const paths of [found.photos, found.films]) paths.sort((a, b) => (a < b ? -1 : 1));
  return found;
}

/** @param above the places of the folders that it is in, where a link may lead back to, and of those left out */
async function walk(folder: string, above: (string | undefined)[], found: PhotoFolder): Promise<void> {
  const place = await placeOf(folder);
  if (above.includes(place)) return;
  for (const bytes of await readdir(systemPath(folder), { encoding: 'buffer' })) {
    const name = nameOf(bytes);
    if (NOT_FOR_PEOPLE.test(name)) continue;
    const path = join(folder, name);
    const facts = await stat(systemPath(path)).catch(() => undefined);
    if (!facts) found.brokenLinks.push(path);
    else if (facts.isDirectory()) await walk(path, [...above, place], found);
    else if (facts.isFile()) {
      const kind = extname(name) === '' ? await kindByContent(path) : pictureKind(name);
      const ending = extname(name).toLowerCase();
      if (kind === 'read') found.photos.push(path);
      else if (isFilm(name)) found.films.push(path);
      else if (kind === 'unread') found.unread.set(ending, (found.unread.get(ending) ?? 0) + 1);
    }
  }
}

/** Where a folder really is, whatever links lead there: byte by byte. */
const placeOf = async (folder: string) =>
  (await realpath(systemPath(folder), { encoding: 'buffer' })).toString('latin1');

async function kindByContent(path: string): Promise<'read' | undefined> {
  const file = await open(systemPath(path)).catch(() => undefined);
  if (!file) return undefined; // not ours to read, and by its name no picture
  try {
    const { buffer, bytesRead } = await file.read(Buffer.alloc(16), 0, 16, 0);
    return looksLikePicture(buffer.subarray(0, bytesRead)) ? 'read' : undefined;
  } finally {
    await file.close();
  }
}

/** What was passed over, in lines for the user. */
function passedOver({ unread, brokenLinks }: PhotoFolder): string[] {
  const count = [...unread.values()].reduce((sum, n) => sum + n, 0);
  const kinds = [...unread].map(([ending, n]) => `${n} ${ending}`).sort();
  return [
    ...(count > 0
      ? [`${count} ${count > 1 ? 'files are' : 'file is'} in formats that are not read: ${kinds.join(', ')}`]
      : []),
    ...brokenLinks.map((path) => `the link ${path} leads nowhere`),
  ];
}

/**
 * The pictures of {@link lookForPhotos}.
 * @param tell told what is passed over, in words
 * @throws UsageError also where there are none; it says what there is
 */
export async function findPhotos(
  path: string,
  except: string[] = [],
  tell: (line: string) => void = () => undefined,
): Promise<string[]> {
  const found = await lookForPhotos(path, except);
  const others = passedOver(found);
  if (found.photos.length === 0)
    throw new UsageError([`${path}: no pictures in this folder`, ...others].join('; '), {
      why: [{ kind: 'noPhotos', folder: path }],
    });
  for (const line of others) tell(`${path}: ${line}`);
  return found.photos;
}

/** The pictures under several folders. @throws UsageError as {@link findPhotos} */
export async function findAllPhotos(
  paths: string[],
  except?: string[],
  tell?: (line: string) => void,
): Promise<string[]> {
  return (await Promise.all(paths.map((path) => findPhotos(path, except, tell)))).flat();
}
