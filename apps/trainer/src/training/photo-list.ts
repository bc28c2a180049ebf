import { existsSync } from 'node:fs';
import { stat } from 'node:fs/promises';
import { join, relative } from 'node:path';
import { env } from '../env.ts';
import { readBytes, writeWhole } from '../files/file.ts';
import { sha256 } from '../files/hash.ts';
import { systemPath } from '../files/system-path.ts';

/** Photos of each folder, by its path. */
export type PhotoFolders = [folder: string, photos: string[]][];

/** Of the photos that a run was started with so many may be gone or changed; more is another folder, and no accident. */
const MOST_CHANGED = 1 / 10;

const sizeOf = async (path: string) => (await stat(systemPath(path)).catch(() => undefined))?.size ?? -1;

const fileOf = (fingerprint: string) => join(env.ATELIER_DATA, 'photo-lists', `${fingerprint}.txt`);

/**
 * The names and sizes of all photos, in order: another text, and another fingerprint, where a photo was added, removed, renamed or
 * written anew with another size. Their contents are not read: there may be a hundred thousand.
 */
export async function listPhotos(folders: PhotoFolders): Promise<string> {
  let text = '';
  for (const [folder, photos] of folders) {
    const sizes = await Promise.all(photos.map(sizeOf));
    for (const [k, photo] of photos.entries()) text += `${relative(folder, photo)}\0${sizes[k]}\n`;
    text += '\n';
  }
  return text;
}

/** Keeps a list on this machine under its fingerprint, for when a run on those photos is to go on. */
export async function keepPhotoList(list: string): Promise<void> {
  const file = fileOf(sha256(Buffer.from(list)));
  // Where it cannot be kept, such a run goes on only while all photos are there.
  if (!existsSync(file)) await writeWhole(file, list).catch(() => undefined);
}

/**
 * The photos that a run was started with, from the list of this fingerprint, and which of them are gone or have another size,
 * with what to say of each: a run goes on with the very photos that it began with, so that what it sees is the same, but that
 * these are passed over. Undefined where the list is not on this machine, or what is there now is another album: photos have come
 * since, or too many are changed.
 * @param now what is there now
 */
export async function photosAtStart(
  fingerprint: string,
  now: PhotoFolders,
): Promise<{ folders: PhotoFolders; changed: Map<string, string> } | undefined> {
  const file = fileOf(fingerprint);
  if (!existsSync(file)) return undefined;
  const bytes = await readBytes(file);
  if (sha256(bytes) !== fingerprint) return undefined;
  const lists: [path: string, size: number][][] = [[]];
  for (const [, name, size] of new TextDecoder().decode(bytes).matchAll(/\n|([^\0]+)\0(-?\d+)\n/g))
    if (name === undefined) lists.push([]);
    else lists.at(-1)!.push([join(now[lists.length - 1]?.[0] ?? '', name), Number(size)]);
  const all = lists.flat();
  const known = new Set(all.map(([path]) => path));
  if (lists.length - 1 !== now.length || now.flatMap(([, paths]) => paths).some((path) => !known.has(path)))
    return undefined;
  const sizes = await Promise.all(all.map(([path]) => sizeOf(path)));
  const changed = new Map<string, string>();
  for (const [k, [path, size]] of all.entries())
    if (sizes[k] !== size)
      changed.set(path, `${path}: ${sizes[k] === -1 ? 'is gone' : 'is another'} since the run was started`);
  if (changed.size > MOST_CHANGED * all.length) return undefined;
  return { folders: now.map(([folder], k) => [folder, lists[k]!.map(([path]) => path)]), changed };
}
