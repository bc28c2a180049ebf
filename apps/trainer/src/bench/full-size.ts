import { basename, extname, join } from 'node:path';
import { openPainter, type Painter, type Rgb, sizeOf, workingSize } from '@atelier/stylize';
import { edgeContrast, enlarge, shrink, toFullSize } from '@atelier/stylize/full-size';
import { nodeEngine } from '@atelier/stylize/node';
import { findCheckpoint, suitedSize } from '../catalogue/styles.ts';
import { readCheckpointFile } from '../files/checkpoint-file.ts';
import { composeSheet, readPhoto, writePhoto } from '../files/photo.ts';
import { openRowFile } from '../painting/row-file.ts';
import { cutPart } from './part.ts';

export interface FullSizeRow {
  picture: string;
  style: string;
  megapixels: number;
  /** Seconds of the network at the working size, and of bringing its painting to full size. */
  network_s: number;
  full_size_s: number;
  /** Mean gradient along the photo's strongest edges, levels a pixel: of the photo made small, and of the photo itself. */
  photo_small: number;
  photo: number;
  /** The same of the small painting, of it enlarged, and at full size. */
  small: number;
  enlarged: number;
  full_size: number;
}

/** Sides of the parts that are shown at 100 %. */
const PART = { width: 760, height: 620 };

/**
 * Paints photos at their style's working size and brings them to full size, measures how crisp their contours are, and
 * writes to `out`, for each, the whole picture made small and a part at 100 %: photo, painting only enlarged, painting at
 * full size, and with `exact` the one painted at the photo's own size.
 * @param at the middle of that part, in shares of the sides
 */
export async function benchFullSize(
  photos: string[],
  styles: string[],
  { out, exact, at }: { out: string; exact: boolean; at: readonly [number, number] },
): Promise<FullSizeRow[]> {
  const rows: FullSizeRow[] = [];
  for (const style of styles) {
    const network = await findCheckpoint(style);
    const painter = await openPainter(await readCheckpointFile(network), nodeEngine(), {
      store: openRowFile,
    });
    const size = sizeOf('medium', await suitedSize(network));
    for (const path of photos) {
      const photo = await readPhoto(path);
      const { width, height } = photo;
      const name = `${basename(path, extname(path))}-${style}`;
      const { seen, small, full, seconds } = await bringToFullSize(painter, photo, size);
      const enlarged = enlarge(small, photo);
      rows.push({
        ...{ picture: basename(path), style, megapixels: (width * height) / 1e6, ...seconds },
        ...{ photo_small: edgeContrast(seen, seen), photo: edgeContrast(photo, photo) },
        ...{ small: edgeContrast(seen, small), enlarged: edgeContrast(photo, enlarged) },
        full_size: edgeContrast(photo, full),
      });
      const shown = [photo, enlarged, full];
      if (exact) shown.push(await painter.paint(photo, { strokes: 'full' }));
      const parts = shown.map((picture) => cutPart(picture, { ...PART, at }));
      const sheet = await composeSheet([parts.map((photo) => ({ photo }))], { ...PART, gap: 8 });
      await writePhoto(sheet, join(out, `${name}-100.jpg`));
      const fit = { width: 1400, height: Math.round((1400 * height) / width) };
      await writePhoto(
        await composeSheet([[{ photo: full }]], { ...fit, gap: 0 }),
        join(out, `${name}-fit.jpg`),
      );
    }
    await painter.close();
  }
  return rows;
}

/** Paints a photo at a working size and brings the painting to the photo's own, as a painter does, in seconds. */
export async function bringToFullSize(painter: Painter, photo: Rgb, size: number) {
  const start = performance.now();
  const seen = shrink(photo, workingSize(photo, size));
  const small = await painter.paint(seen, { strokes: 'full' });
  const middle = performance.now();
  const full = await toFullSize(small, seen, photo);
  const seconds = { network_s: (middle - start) / 1000, full_size_s: (performance.now() - middle) / 1000 };
  return { seen, small, full, seconds };
}
