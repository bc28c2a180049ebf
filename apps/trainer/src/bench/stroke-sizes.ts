import { basename, extname, join } from 'node:path';
import { openPainter, workingSize } from '@atelier/stylize';
import { shrink } from '@atelier/stylize/full-size';
import { nodeEngine } from '@atelier/stylize/node';
import { findCheckpoint } from '../catalogue/styles.ts';
import { readCheckpointFile } from '../files/checkpoint-file.ts';
import { type Cell, composeSheet, readPhoto, writePhoto } from '../files/photo.ts';

const WIDTH = 1000;

/** For each style a sheet `sizes-STYLE.jpg` to choose its working size from: photos in rows, painted at these sizes in columns. */
export async function paintSizes(
  photos: string[],
  styles: string[],
  sizes: number[],
  out: string,
): Promise<void> {
  for (const style of styles) {
    const painter = await openPainter(await readCheckpointFile(await findCheckpoint(style)), nodeEngine());
    const rows: Cell[][] = [];
    for (const path of photos) {
      const { rgb: data, width, height } = await readPhoto(path);
      const row: Cell[] = [];
      for (const size of sizes) {
        const small = shrink({ width, height, data }, workingSize({ width, height }, size));
        const { data: rgb, ...sides } = await painter.paint(small, { strokes: 'full' });
        row.push({ photo: { ...sides, rgb } });
      }
      rows.push(row);
    }
    const cell = { width: WIDTH, height: Math.round(0.7 * WIDTH), gap: 8 };
    const name = photos.length === 1 ? `${basename(photos[0]!, extname(photos[0]!))}-${style}` : style;
    await writePhoto(await composeSheet(rows, cell), join(out, `sizes-${name}.jpg`));
    await painter.close();
  }
}
