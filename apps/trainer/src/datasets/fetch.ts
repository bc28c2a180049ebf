import { mkdir, readdir } from 'node:fs/promises';
import { basename, extname, join } from 'node:path';
import { UsageError } from '../errors.ts';
import { writeWhole } from '../files/file.ts';
import { readPhoto, writePhoto } from '../files/photo.ts';
import { systemPath } from '../files/system-path.ts';
import { BadEntry, type Entry } from './archive.ts';
import type { Credit } from './coco.ts';
import { isTar, openArchive } from './source.ts';

export interface FetchSettings {
  /** Archives of photos: .zip, .tar, .tar.gz or .tgz, as addresses or files. */
  sources: string[];
  folder: string;
  /** So many photos are wanted. */
  count: number;
  /** Short side of what is kept, in pixels; smaller photos stay as they are. */
  side: number;
  quality: number;
  /** Of the whole archive, in hexadecimal digits: it is fetched whole first, and refused where it has another. */
  sha256?: string | undefined;
  /** Only these, by their file names, and whose they are. */
  only?: ReadonlyMap<string, Credit> | undefined;
  /** Ends it; photos under way are given up. */
  signal: AbortSignal;
  onProgress?: (kept: number) => void;
  /** Told what is passed over, in words. */
  tell: (line: string) => void;
}

export interface Fetched {
  /** Photos that are there now, and how many of them came just now. */
  there: number;
  came: number;
  passedOver: number;
}

/** Photos that are fetched and encoded at once. */
const AT_ONCE = 6;
/** So many that are passed over are named. */
const NAMED = 10;
const PICTURE = /\.(jpe?g|png|webp|tiff?|avif|gif)$/i;

/**
 * Fetches photos out of archives into a folder, each scaled down and encoded anew. What is there already is not fetched again, so
 * that the same call goes on where an earlier one ended.
 * @throws UsageError where an archive cannot be had or is none
 */
export async function fetchPhotos(settings: FetchSettings): Promise<Fetched> {
  const { sources, folder, count, only, signal, onProgress, tell } = settings;
  await mkdir(systemPath(folder), { recursive: true });
  const had = new Set((await readdir(systemPath(folder))).filter((name) => name.endsWith('.jpg')));
  const kept = new Set<string>();
  let [came, passedOver, begun] = [0, 0, 0];
  const passOver = (name: string, why: string) => {
    if (++passedOver <= NAMED) tell(`${JSON.stringify(name)}: ${why}; passed over`);
  };
  const keep = async ({ name, read }: Entry, file: string) => {
    try {
      const bytes = await read();
      const path = join(folder, file);
      await writePhoto(await smaller(bytes, settings.side), path, { quality: settings.quality });
      came++;
      kept.add(file);
      onProgress?.(kept.size);
    } catch (error) {
      begun--;
      if (signal.aborted) return;
      if (!(error instanceof BadEntry) && !isOfPicture(error)) throw error;
      passOver(name, error.message);
    }
  };
  for (const source of sources) {
    if (signal.aborted || begun >= count) break;
    const running = new Set<Promise<void>>();
    let failed: Error | undefined;
    try {
      for await (const entry of openArchive(source, settings)) {
        if (signal.aborted || failed || begun >= count) break;
        if (!PICTURE.test(entry.name)) continue;
        if (only && !only.has(basename(entry.name))) continue;
        if (leadsOutside(entry.name)) {
          passOver(entry.name, 'its name leads out of the folder');
          continue;
        }
        const file = fileOf(entry.name);
        if (kept.has(file)) continue;
        begun++;
        if (had.has(file)) {
          kept.add(file);
          onProgress?.(kept.size);
          continue;
        }
        const work = keep(entry, file)
          .catch((error: Error) => void (failed ??= error))
          .finally(() => running.delete(work));
        running.add(work);
        // A tar's files come one after the other.
        while (running.size >= (isTar(source) ? 1 : AT_ONCE)) await Promise.race(running);
        // Those that turn out to be none make room for others.
        while (begun >= count && running.size > 0) await Promise.race(running);
      }
    } catch (error) {
      if (!signal.aborted) failed ??= error as Error;
    }
    await Promise.all(running);
    if (failed) throw failed;
  }
  if (passedOver > NAMED) tell(`${passedOver - NAMED} more are passed over`);
  if (only) await writeCredits(folder, only);
  return { there: kept.size, came, passedOver };
}

const isOfPicture = (error: unknown): error is UsageError =>
  error instanceof UsageError && error.message.startsWith('the picture: ');

/** What hides in a name to be written elsewhere. The names of what is written are made anew all the same. */
const leadsOutside = (name: string) => /^([/\\]|[a-z]:)/i.test(name) || name.split(/[/\\]/).includes('..');

/** `train2017/000000000009.jpg` is kept as `train2017-000000000009.jpg`. */
const fileOf = (name: string) =>
  `${name
    .slice(0, name.length - extname(name).length)
    .replace(/[^\p{L}\p{N}._-]+/gu, '-')
    .replace(/^[.-]+/, '')
    .slice(-120)}.jpg`;

async function smaller(bytes: Uint8Array, side: number) {
  const whole = await readPhoto(bytes, { least: 16 });
  return Math.min(whole.width, whole.height) <= side ? whole : readPhoto(bytes, { size: side });
}

/** Whose the photos are that are there, as a table. */
async function writeCredits(folder: string, only: ReadonlyMap<string, Credit>): Promise<void> {
  const credits = new Map([...only].map(([name, credit]) => [fileOf(name), credit]));
  const files = (await readdir(systemPath(folder))).filter((name) => name.endsWith('.jpg'));
  const rows = files.flatMap((file) => {
    // The folders that it lay in in the archive stand before its name, each with a dash.
    const starts = [0, ...[...file.matchAll(/-/g)].map(({ index }) => index + 1)];
    const found = starts.map((start) => credits.get(file.slice(start))).find(Boolean);
    return found ? [`${file}\t${found.licence}\t${found.source}`] : [];
  });
  await writeWhole(join(folder, 'CREDITS.tsv'), ['file\tlicence\tsource', ...rows.sort()].join('\n') + '\n');
}
