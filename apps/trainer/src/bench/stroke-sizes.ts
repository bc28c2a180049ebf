import { join } from 'node:path';
import { openPainter } from '@atelier/stylize';
import { nodeEngine } from '@atelier/stylize/node';
import { findCheckpoint } from '../catalogue/styles.ts';
import { readCheckpointFile } from '../files/checkpoint-file.ts';
import { type Cell, composeSheet, readPhoto, writePhoto } from '../files/photo.ts';
import { openRowFile } from '../painting/row-file.ts';
import { cutPart } from './part.ts';

/** Of each picture, which is shown whole and, below, a part of it at 100 %. */
const CELL = { width: 760, height: 560 };

/**
 * For each style a sheet `sizes-STYLE.jpg` to choose its working size from: in columns photos painted at these sizes and
 * brought to their own, each whole and, below, a part at 100 %.
 * @param at the middle of that part, in shares of the sides
 */
export async function paintSizes(
  photos: string[],
  styles: string[],
  sizes: number[],
  { out, at }: { out: string; at: readonly [number, number] },
): Promise<void> {
  for (const style of styles) {
    const network = await readCheckpointFile(await findCheckpoint(style));
    const rows: Cell[][] = photos.flatMap(() => [[], []]);
    for (const suitedSize of sizes) {
      const painter = await openPainter(network, nodeEngine(), { suitedSize, store: openRowFile });
      for (const [k, path] of photos.entries()) {
        const painting = await painter.paint(await readPhoto(path), { strokes: 'medium' });
        rows[2 * k]!.push({ photo: painting });
        rows[2 * k + 1]!.push({ photo: cutPart(painting, { ...CELL, at }) });
      }
      await painter.close();
    }
    await writePhoto(await composeSheet(rows, { ...CELL, gap: 8 }), join(out, `sizes-${style}.jpg`));
  }
}
