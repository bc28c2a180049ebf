import { mkdir, readdir } from 'node:fs/promises';
import { basename, extname, join } from 'node:path';
import { pictureKind } from '@atelier/stylize/picture-file';
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

/**
 * Fetches photos out of archives into a folder, each scaled down and encoded anew. What is there already is not fetched again, so
 * that the same call goes on where an earlier one ended.
 * @throws UsageError where an archive cannot be had or is none
 */
export async function fetchPhotos(settings: FetchSettings): Promise<Fetched> {
  const { sources, folder, only, tell } = settings;
  await mkdir(systemPath(folder), { recursive: true });
  const fetching = new Fetching(settings, new Set(await photosIn(folder)));
  for (const source of sources) if (!fetching.isOver) await fetching.takeFrom(source);
  const { kept, came, passedOver } = fetching;
  if (passedOver > NAMED) tell(`${passedOver - NAMED} more are passed over`);
  if (only) await writeCredits(folder, only);
  return { there: kept.size, came, passedOver };
}

/** Photos on their way into a folder. */
class Fetching {
  /** The files that are there now, of those that are wanted. */
  readonly kept = new Set<string>();
  came = 0;
  passedOver = 0;
  /** Those that are kept, and those that may be soon. */
  private begun = 0;

  /** @param had the folder's files before */
  constructor(
    private readonly settings: FetchSettings,
    private readonly had: ReadonlySet<string>,
  ) {}

  get isOver(): boolean {
    return this.settings.signal.aborted || this.isEnough;
  }

  private get isEnough(): boolean {
    return this.begun >= this.settings.count;
  }

  /** Takes what is wanted out of an archive, some of it at once. */
  async takeFrom(source: string): Promise<void> {
    const running = new Set<Promise<void>>();
    // A tar's files come one after the other.
    const atOnce = isTar(source) ? 1 : AT_ONCE;
    let failed: Error | undefined;
    try {
      for await (const entry of openArchive(source, this.settings)) {
        if (failed || this.isOver) break;
        const file = this.wanted(entry.name);
        if (file === undefined) continue;
        this.begun++;
        if (this.had.has(file)) {
          this.keep(file);
          continue;
        }
        const work = this.take(entry, file)
          .catch((error: Error) => void (failed ??= error))
          .finally(() => running.delete(work));
        running.add(work);
        while (running.size >= atOnce) await Promise.race(running);
        // Those that turn out to be none make room for others.
        while (this.isEnough && running.size > 0) await Promise.race(running);
      }
    } catch (error) {
      if (!this.settings.signal.aborted) failed ??= error as Error;
    }
    await Promise.all(running);
    if (failed) throw failed;
  }

  /** The name under which an archive's file is kept; undefined where it is no photo, not asked for or kept already. */
  private wanted(name: string): string | undefined {
    const { only } = this.settings;
    if (pictureKind(name) !== 'read' || (only && !only.has(basename(name)))) return undefined;
    if (leadsOutside(name)) {
      this.passOver(name, 'its name leads out of the folder');
      return undefined;
    }
    const file = fileOf(name);
    return this.kept.has(file) ? undefined : file;
  }

  private async take({ name, read }: Entry, file: string): Promise<void> {
    const { folder, side, quality, signal } = this.settings;
    try {
      await writePhoto(await smaller(await read(), side), join(folder, file), { quality });
      this.came++;
      this.keep(file);
    } catch (error) {
      this.begun--;
      if (signal.aborted) return;
      if (!(error instanceof BadEntry) && !isOfPicture(error)) throw error;
      this.passOver(name, error.message);
    }
  }

  private keep(file: string): void {
    this.kept.add(file);
    this.settings.onProgress?.(this.kept.size);
  }

  private passOver(name: string, why: string): void {
    if (++this.passedOver <= NAMED) this.settings.tell(`${JSON.stringify(name)}: ${why}; passed over`);
  }
}

const photosIn = async (folder: string) =>
  (await readdir(systemPath(folder))).filter((name) => name.endsWith('.jpg'));

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
  const rows = (await photosIn(folder)).flatMap((file) => {
    // The folders that it lay in in the archive stand before its name, each with a dash.
    const starts = [0, ...[...file.matchAll(/-/g)].map(({ index }) => index + 1)];
    const found = starts.map((start) => credits.get(file.slice(start))).find(Boolean);
    return found ? [`${file}\t${found.licence}\t${found.source}`] : [];
  });
  await writeWhole(join(folder, 'CREDITS.tsv'), ['file\tlicence\tsource', ...rows.sort()].join('\n') + '\n');
}
