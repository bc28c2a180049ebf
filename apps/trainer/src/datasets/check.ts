import { mkdir, rename } from 'node:fs/promises';
import { dirname, join, relative } from 'node:path';
import { fileError } from '../errors.ts';
import { findPhotos } from '../files/photo-folder.ts';
import { PhotoIndex } from '../files/photo-index.ts';
import { lookAtPhoto } from '../files/photo-look.ts';
import { systemPath } from '../files/system-path.ts';
import { nearDuplicates } from './near-duplicates.ts';

export interface Checked {
  /** Of all that are there. */
  count: number;
  usable: number;
  /** What is wrong with those that cannot be used, in words. */
  unreadable: Map<string, string>;
  /** Smaller than what a run crops; they are enlarged. */
  tiny: string[];
  grey: number;
  /** Photos that are nearly the same as another one. */
  duplicates: Map<string, string>;
  /** Of the short sides: the smallest, the middle one, the largest. */
  sides: [number, number, number];
}

/** Photos that are looked at at once. */
const AT_ONCE = 8;
/** The smallest side of a photo that is read at all. */
const LEAST = 16;

/**
 * Looks at all photos of a folder; what is known of one from before is not looked at again.
 * @param crop the side of a run's crops, in pixels: photos with a shorter side count as tiny
 */
export async function checkPhotos(
  folder: string,
  {
    crop,
    signal,
    onProgress,
  }: { crop: number; signal?: AbortSignal; onProgress?: (done: number, total: number) => void },
): Promise<Checked> {
  const paths = await findPhotos(folder);
  const index = await PhotoIndex.open(folder);
  const unreadable = new Map<string, string>();
  const looks: { path: string; width: number; height: number; grey: boolean; print: string }[] = [];
  try {
    for (let k = 0; k < paths.length; k += AT_ONCE) {
      signal?.throwIfAborted();
      const some = paths.slice(k, k + AT_ONCE);
      const facts = await Promise.all(some.map((path) => index.facts(path, LEAST, lookAtPhoto)));
      for (const [j, { problem, damage, look }] of facts.entries()) {
        const path = some[j]!;
        if (look) looks.push({ path, ...look });
        else unreadable.set(path, damage ?? (problem!.startsWith(':') ? `${path}${problem}` : problem!));
      }
      onProgress?.(Math.min(paths.length, k + AT_ONCE), paths.length);
    }
  } finally {
    await index.save();
  }
  const sides = looks.map(({ width, height }) => Math.min(width, height)).sort((a, b) => a - b);
  const alike = nearDuplicates(looks.map(({ print }) => print));
  return {
    count: paths.length,
    usable: looks.length,
    unreadable,
    tiny: looks.filter(({ width, height }) => Math.min(width, height) < crop).map(({ path }) => path),
    grey: looks.filter(({ grey }) => grey).length,
    duplicates: new Map([...alike].map(([k, first]) => [looks[k]!.path, looks[first]!.path])),
    sides: [sides[0] ?? 0, sides[sides.length >> 1] ?? 0, sides.at(-1) ?? 0],
  };
}

/** Moves photos into `.aside` in their folder, where no run looks, with the folders that they were in. */
export async function setAside(folder: string, paths: string[]): Promise<string> {
  const aside = join(folder, '.aside');
  for (const path of paths) {
    const to = join(aside, relative(folder, path));
    try {
      await mkdir(systemPath(dirname(to)), { recursive: true });
      await rename(systemPath(path), systemPath(to));
    } catch (error) {
      throw fileError(error, path);
    }
  }
  return aside;
}
