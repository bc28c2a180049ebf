import { existsSync } from 'node:fs';
import { readdir } from 'node:fs/promises';
import { hostname } from 'node:os';
import { join } from 'node:path';
import { type DatasetKind, keepDatasets, putDataset } from '@atelier/db';
import { datasetNameSchema } from '@atelier/model/dataset-order';
import { describePhotos, fetchedLicences } from '../datasets/describe.ts';
import { datasetsFolder } from '../datasets/order.ts';
import { env } from '../env.ts';
import { UsageError } from '../errors.ts';
import { photoCredits, trainingPhotos } from '../files/assets.ts';
import { systemPath } from '../files/system-path.ts';

/** The built-in photos' name in the list of datasets; a run on them names none. */
const BUILT_IN = 'built-in';

/** Where the photos of a run are, by the name that it was started with; null: the built-in ones. @throws UsageError */
export function photoFolder(name: string | null): string {
  if (name === null) return trainingPhotos;
  const folder = findFolder(name);
  if (folder === undefined)
    throw new UsageError(
      `this worker knows no photo folder "${name}": add ${name}=FOLDER to its ATELIER_PHOTO_FOLDERS, or fetch the photos on its machine, then resume the run`,
      { why: [{ kind: 'noFolder', name }] },
    );
  return folder;
}

/** Whether this worker can train on photos of this name. */
export const hasPhotos = (name: string): boolean => findFolder(name) !== undefined;

const findFolder = (name: string) => env.ATELIER_PHOTO_FOLDERS.get(name) ?? fetchedFolder(name);

/** Of a name that is no folder's, nothing is made a path of. */
function fetchedFolder(name: string): string | undefined {
  const folder = join(datasetsFolder, name);
  return datasetNameSchema.safeParse(name).success && existsSync(systemPath(folder)) ? folder : undefined;
}

/** What a worker sees of the photos in a dataset's folder. */
export async function lookAt(folder: string) {
  const credits = folder === trainingPhotos ? await builtInLicences() : await fetchedLicences(folder);
  return describePhotos(folder, (file) => credits.get(file));
}

async function builtInLicences(): Promise<Map<string, string>> {
  return new Map([...(await photoCredits())].map(([file, { licence }]) => [file, licence]));
}

/** Tells the studio which photos there are to train on here: the built-in ones, the folders that the environment names, and what was fetched. */
export async function tellDatasets(log: (line: string) => void): Promise<void> {
  const host = hostname();
  const fetched = existsSync(systemPath(datasetsFolder)) ? await readdir(datasetsFolder) : [];
  const folders: [string, DatasetKind, string][] = [
    [BUILT_IN, 'builtIn', trainingPhotos],
    ...[...env.ATELIER_PHOTO_FOLDERS].map(([name, path]): [string, DatasetKind, string] => [name, 'folder', path]), // prettier-ignore
    ...fetched
      .filter((name) => datasetNameSchema.safeParse(name).success && !env.ATELIER_PHOTO_FOLDERS.has(name))
      .map((name): [string, DatasetKind, string] => [name, 'fetched', join(datasetsFolder, name)]),
  ];
  const told: string[] = [];
  for (const [name, kind, folder] of folders) {
    try {
      const seen = await lookAt(folder);
      if (seen.photos === 0 && kind === 'fetched') continue;
      await putDataset({ name, kind, host }, seen);
      told.push(name);
    } catch (error) {
      if (!(error instanceof UsageError)) throw error;
      log(`Photos ${name}: ${error.message}`);
    }
  }
  await keepDatasets(host, told);
}
