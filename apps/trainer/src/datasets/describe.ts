import { existsSync } from 'node:fs';
import { basename, join } from 'node:path';
import type { Rgb } from '@atelier/stylize';
import { UsageError } from '../errors.ts';
import { readBytes } from '../files/file.ts';
import { composeSheet, encodePhoto, readPhoto } from '../files/photo.ts';
import { lookForPhotos } from '../files/photo-folder.ts';
import { systemPath } from '../files/system-path.ts';

/** What a folder of photos looks like from outside. */
export interface Described {
  photos: number;
  licences: { licence: string; photos: number }[];
  /** A few of the photos side by side, a WebP file; null: none can be read. */
  preview: Uint8Array | null;
}

/** How many photos are shown, and how large, in pixels. */
const SHOWN = { count: 6, side: 144, gap: 6 };
/** Of the photos that cannot be shown so many are passed over, then fewer are shown. */
const MOST_LOOKS = 4 * SHOWN.count;

/**
 * Counts the photos of a folder by their names, and shows some, evenly spread over them.
 * @param licenceOf by the file's name, or undefined where nobody knows
 */
export async function describePhotos(
  folder: string,
  licenceOf: (file: string) => string | undefined,
): Promise<Described> {
  const { photos } = existsSync(systemPath(folder)) ? await lookForPhotos(folder) : { photos: [] };
  const counts = new Map<string, number>();
  for (const path of photos) {
    const licence = licenceOf(basename(path));
    if (licence) counts.set(licence, (counts.get(licence) ?? 0) + 1);
  }
  const licences = [...counts]
    .map(([licence, count]) => ({ licence, photos: count }))
    .sort((a, b) => b.photos - a.photos || (a.licence < b.licence ? -1 : 1));
  return { photos: photos.length, licences, preview: await previewOf(photos) };
}

async function previewOf(photos: string[]): Promise<Uint8Array | null> {
  const { count, side, gap } = SHOWN;
  const looks = Math.min(MOST_LOOKS, photos.length);
  const stride = Math.max(1, Math.floor(looks / count));
  // Every so many-th first, then those between.
  const order = Array.from({ length: looks }, (_, k) => k).sort((a, b) => (a % stride) - (b % stride));
  const shown: Rgb[] = [];
  for (const place of order) {
    if (shown.length === count) break;
    const path = photos[Math.floor((place * photos.length) / looks)]!;
    const photo = await readPhoto(path, { size: side }).catch((error: unknown) => {
      if (error instanceof UsageError) return undefined; // a training passes it over, too, and names it
      throw error;
    });
    if (photo) shown.push(photo);
  }
  if (shown.length === 0) return null;
  // The page shows through between them, light or dark.
  const cells = { width: side, height: side, gap, ground: 'transparent' } as const;
  const sheet = await composeSheet([shown.map((photo) => ({ photo }))], cells);
  return encodePhoto(sheet, '.webp', { quality: 80 });
}

/** What the file CREDITS.tsv of fetched photos says of their licences. */
export async function fetchedLicences(folder: string): Promise<Map<string, string>> {
  const file = join(folder, 'CREDITS.tsv');
  if (!existsSync(systemPath(file))) return new Map();
  const [, ...rows] = new TextDecoder()
    .decode(await readBytes(file))
    .trimEnd()
    .split('\n');
  return new Map(rows.map((row) => row.split('\t').slice(0, 2) as [string, string]));
}
