import { EVERYBODY, type Owner, readImage, type Stylization } from '@atelier/db';
import { getLocale, getTranslations } from 'next-intl/server';
import { filmOptionsSchema } from '@atelier/stylize/film-options';
import { z } from 'zod';
import type { Look } from '../contracts/look.ts';
import { paintingOrderSchema } from '../contracts/painting-order.ts';
import { namesIn } from '../i18n/names.ts';
import { found } from './found.ts';
import { contactSheet, type SheetCell } from './contact-sheet.ts';
import { finished } from './finished.ts';
import { painted } from './painting/paint.ts';
import { fileNames, type ZippedFile } from './zip.ts';

const { photoIds, checkpointIds, strokes } = paintingOrderSchema.shape;
const ids = z.string().transform((text) => text.split(',').filter(Boolean));

/** Which photos, with which checkpoints, and how: the address of the ZIP file. */
export const paintedFilesSchema = z.object({
  /** Of the file, without its extension. */
  name: z.string().trim().min(1).max(120).default('atelier'),
  photos: ids.pipe(photoIds),
  checkpoints: ids.pipe(checkpointIds),
  strokes,
  strength: z.coerce.number().optional().pipe(filmOptionsSchema.shape.strength),
  colours: z.stringbool().default(false),
  /** With all of it on one sheet, the photo first: for one photo. */
  sheet: z.stringbool().default(false),
  /** Leaves out what is not painted; something has to be. */
  skip: z.stringbool().default(false),
});
export type PaintedFilesOrder = z.infer<typeof paintedFilesSchema>;

/** Some of what is asked for is not painted, or no longer. */
export class NotPainted extends Error {}

/** The files in the order of the photos and checkpoints; at last the contact sheet. @throws NotPainted */
export async function paintedFiles(
  ownerId: Owner,
  { photos, checkpoints, strokes, sheet, skip, strength, colours }: PaintedFilesOrder,
): Promise<AsyncGenerator<ZippedFile>> {
  const paintings: Stylization[] = [];
  const order = { ownerId, photoIds: photos, checkpointIds: checkpoints, strokes, preview: false };
  for await (const painting of painted(order)) {
    if (painting) paintings.push(painting);
    else if (!skip) throw new NotPainted('not all of these are painted: paint them first, then save them');
  }
  if (paintings.length === 0)
    throw new NotPainted('none of these is painted: paint them first, then save them');
  return filesOf(paintings, { strength, keepColours: colours }, sheet);
}

async function* filesOf(paintings: Stylization[], look: Look, sheet: boolean): AsyncGenerator<ZippedFile> {
  const fileName = fileNames();
  const names = namesIn(await getLocale());
  const shown: { bytes: Uint8Array; style: Stylization['checkpoint']['style'] }[] = [];
  for (const painting of paintings) {
    const { bytes, mime } = await finished(painting, look);
    const { photo, checkpoint } = painting;
    const name = [names.photo(photo), names.title(checkpoint.style)].filter(Boolean).join(' - ');
    yield { name: fileName(name, mime === 'image/png' ? 'png' : 'jpg'), bytes };
    if (sheet) shown.push({ bytes, style: checkpoint.style });
  }
  if (!sheet) return;
  const { photo } = paintings[0]!;
  const cells = shown.map(({ bytes, style }) => ({ bytes, title: names.heading(style) }));
  yield {
    name: fileName((await getTranslations('batch'))('sheet'), 'jpg'),
    bytes: await contactSheet([await photoCell(photo, names.photo(photo) || '…'), ...cells]),
  };
}

async function photoCell({ image }: Stylization['photo'], title: string): Promise<SheetCell> {
  const { bytes } = found(await readImage(image.sha256, EVERYBODY), 'picture');
  return { bytes, title };
}
