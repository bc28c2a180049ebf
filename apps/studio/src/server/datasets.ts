import { listDatasets, type Run, type Style } from '@atelier/db';
import type { PhotoFolder } from '../contracts/photo-folder.ts';
import { env } from './env.ts';

/** What workers have told of, and what this machine's settings name. */
export async function photoFolders(): Promise<PhotoFolder[]> {
  const told = (await listDatasets()).filter(({ kind, photos }) => kind !== 'builtIn' && photos > 0);
  const named = env.ATELIER_PHOTO_FOLDERS.filter((name) => !told.some((each) => each.name === name));
  return [
    ...told.map(({ name, photos }) => ({ name, photos })),
    ...named.map((name) => ({ name, photos: null })),
  ];
}

/** Which of the folders a style's published network was trained on; '': the built-in photos, or photos that are not there any more. */
export function trainedOn(
  style: Pick<Style, 'published'> | undefined,
  runs: Pick<Run, 'id' | 'photoFolder'>[],
  folders: PhotoFolder[],
): string {
  const run = runs.find(({ id }) => id === style?.published?.runId);
  return folders.find(({ name }) => name === run?.photoFolder)?.name ?? '';
}
