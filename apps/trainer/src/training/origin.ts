import { createHash } from 'node:crypto';
import { stat } from 'node:fs/promises';
import { relative } from 'node:path';
import type { Why } from '@atelier/db';
import type { Origin } from '@atelier/model/checkpoint';
import { UsageError } from '../errors.ts';
import { systemPath } from '../files/system-path.ts';

/** What is known of what a run was started with; runs of older versions know less. */
export type Pinned = { [K in keyof Origin]?: Origin[K] | null | undefined } & {
  /** How many photos there were. */
  photoCount?: number | null | undefined;
};

/** Photos of each folder, by its path. */
export type PhotoFolders = [folder: string, photos: string[]][];

/**
 * SHA-256 of the names and sizes of all photos, in order: another one where a photo was added, removed, renamed or
 * written anew with another size. Their contents are not read: there may be a hundred thousand.
 */
export async function photosFingerprint(folders: PhotoFolders): Promise<string> {
  const hash = createHash('sha256');
  for (const [folder, photos] of folders) {
    const sizes = await Promise.all(photos.map((photo) => stat(systemPath(photo))));
    for (const [k, photo] of photos.entries()) hash.update(`${relative(folder, photo)}\0${sizes[k]!.size}\n`);
    hash.update('\n');
  }
  return hash.digest('hex');
}

const said = [
  ['styleSha256', 'the style picture', 'otherStyle'],
  ['lossNetworkSha256', 'the loss network', 'otherLossNetwork'],
  ['photosSha256', 'the photos', 'otherPhotos'],
] as const;

/** @throws UsageError where a run would go on with something else than it was started with; it names what has changed */
export function checkOrigin(pinned: Pinned, now: Origin & { photoCount: number }): void {
  const differs = (key: keyof Pinned) => pinned[key] != null && pinned[key] !== now[key];
  const changed: [name: string, why: Why][] = said
    .filter(([key]) => differs(key) && !(key === 'photosSha256' && differs('photoCount')))
    .map(([, name, kind]) => [name, { kind }]);
  if (differs('photoCount')) {
    const [before, after] = [pinned.photoCount!, now.photoCount];
    const why: Why = { kind: 'otherPhotoCount', before, now: after };
    changed.push([`the photos (${before} then, ${after} now)`, why]);
  }
  if (changed.length > 0)
    throw new UsageError(
      `since the run was started, other things have come in the place of ${changed.map(([name]) => name).join(', ')}: put back what was there, or start another run`,
      { why: changed.map(([, why]) => why) },
    );
}
