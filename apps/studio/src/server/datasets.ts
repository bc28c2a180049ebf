import { listDatasets } from '@atelier/db';
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
