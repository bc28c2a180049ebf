import {
  EVERYBODY,
  getPhoto,
  listStyles,
  type Owner,
  type Photo,
  readImage,
  type Stylization,
} from '@atelier/db';
import { getLocale, getTranslations } from 'next-intl/server';
import { strokes } from '@atelier/stylize';
import { z } from 'zod';
import { namesIn } from '../i18n/names.ts';
import { found } from './found.ts';
import { contactSheet, type SheetCell } from './contact-sheet.ts';
import { finished } from './finished.ts';
import { paint } from './painting/paint.ts';
import { fileNames, type ZippedFile } from './zip.ts';

const ids = z.string().transform((text) => text.split(',').filter(Boolean));

/** Which photos, with which checkpoints, and how: the address of the ZIP file. */
export const paintedFilesSchema = z.object({
  /** Of the file, without its extension. */
  name: z.string().trim().min(1).max(120).default('atelier'),
  photos: ids.pipe(z.array(z.string()).min(1).max(200)),
  checkpoints: ids.pipe(z.array(z.string()).min(1).max(100)),
  strokes: z.enum(strokes).default('medium'),
  strength: z.coerce.number().min(0).max(1).default(1),
  colours: z.stringbool().default(false),
  /** With all of it on one sheet, the photo first: for one photo. */
  sheet: z.stringbool().default(false),
});
export type PaintedFilesOrder = z.infer<typeof paintedFilesSchema>;

/** The files as they are painted; at last the contact sheet. @throws Error where one could not be painted */
export async function* paintedFiles(
  ownerId: Owner,
  { photos, checkpoints, strokes, strength, colours, sheet }: PaintedFilesOrder,
  signal: AbortSignal,
): AsyncGenerator<ZippedFile> {
  const fileName = fileNames();
  const look = { strength, keepColours: colours };
  const shown: { painting: Stylization; bytes: Uint8Array }[] = [];
  const order = { ownerId, photoIds: photos, checkpointIds: checkpoints, strokes, preview: false };
  for await (const { standing } of paint(order, signal)) {
    if (standing.state === 'failed') throw new Error(standing.reason);
    if (standing.state !== 'done') continue;
    const painting = standing.result;
    const { bytes, mime } = await finished(painting, look);
    const name = [painting.photo.alt, painting.checkpoint.style.slug.replace('~', '')]
      .filter(Boolean)
      .join(' - ');
    yield { name: fileName(name, mime === 'image/png' ? 'png' : 'jpg'), bytes };
    if (sheet) shown.push({ painting, bytes });
  }
  const [photoId] = photos;
  if (!sheet || !photoId) return;
  const names = namesIn(await getLocale());
  const photo = found(await getPhoto(photoId, ownerId), 'photo');
  // In the gallery's order, not in that of their painting.
  const slugs = (await listStyles(ownerId)).map(({ slug }) => slug);
  const place = ({ painting }: (typeof shown)[number]) => slugs.indexOf(painting.checkpoint.style.slug);
  const cells = shown
    .toSorted((a, b) => place(a) - place(b))
    .map(({ painting, bytes }) => ({ bytes, title: names.heading(painting.checkpoint.style) }));
  yield {
    name: fileName((await getTranslations('batch'))('sheet'), 'jpg'),
    bytes: await contactSheet([await photoCell(photo, names.photo(photo)), ...cells]),
  };
}

async function photoCell({ image: { sha256 } }: Photo, title: string): Promise<SheetCell> {
  return { bytes: found(await readImage(sha256, EVERYBODY), 'picture').bytes, title: title || '…' };
}
