import type { Field } from '@atelier/lettering';
import { ways } from '@atelier/lettering/choices';
import { coverage } from '@atelier/lettering/node';
import { mean, sampleCorrelation } from 'simple-statistics';
import type { Rgb } from '@atelier/stylize';
import { findCheckpoint, suitedSize } from '../catalogue/styles.ts';
import { type Cell, composeSheet, onGround, writePhoto } from '../files/photo.ts';
import { type Brush, openLetterPainter } from '../painting/letter-painter.ts';
import { textureNames } from '../painting/letter-texture.ts';
import { openFonts, paintLetters } from '../painting/letters.ts';

/** Latin, Chinese of many strokes, Arabic that joins, Devanagari that reorders, digits, two lines. */
const WORDS = ['Atelier', '墨韵', 'سلام', 'किताब', '2026', 'Van\nGogh'];
const STYLES = ['starry-night', 'great-wave', 'mosaic'];

export interface LettersRow {
  way: string;
  style: string;
  seconds: number;
  /** How far the painted letters are the plain ones, 1 at most: the lowest of the words, and the mean. */
  worst: number;
  correlation: number;
}

/** Words of six kinds in each way and several styles: how long they take, how legible they are, and all of them as a picture. */
export async function benchLetters(size: number, out?: string): Promise<LettersRow[]> {
  const settings = { size, lineHeight: 1.1, spacing: 0, align: 'centre', vertical: false, seed: 1 } as const;
  const fonts = await openFonts('auto');
  const rows: LettersRow[] = [];
  const cells: Cell[][] = [];
  for (const way of ways)
    for (const style of way === 'texture' ? textureNames : STYLES) {
      const painter = await openLetterPainter(await brushOf(way, style));
      const words = [];
      for (const text of WORDS) {
        const start = performance.now();
        const { picture, layout, room } = await paintLetters(text, fonts, settings, painter);
        const seconds = (performance.now() - start) / 1000;
        const { width, height } = picture;
        const mask = await coverage(layout.letters, { x: -room, y: -room, width, height }); // prettier-ignore
        words.push({ seconds, correlation: correlation(picture, mask), picture });
      }
      await painter.close();
      const correlations = words.map((word) => word.correlation);
      rows.push({
        ...{ way, style, seconds: mean(words.map((word) => word.seconds)) },
        ...{ worst: Math.min(...correlations), correlation: mean(correlations) },
      });
      cells.push(await Promise.all(words.map(async ({ picture }) => ({ photo: await onGround(picture, '#ffffff'), whole: true })))); // prettier-ignore
    }
  if (out !== undefined)
    await writePhoto(await composeSheet(cells, { width: 3 * size, height: 2 * size, gap: Math.round(size / 8) }), out); // prettier-ignore
  return rows;
}

async function brushOf(way: Brush['way'], style: string): Promise<Brush> {
  if (way === 'texture') return { way, texture: style };
  const network = await findCheckpoint(style);
  return { way, network, strokes: 'medium', suitedSize: await suitedSize(network) };
}

/** Of what is painted, more than half opaque, with the plain letters. */
function correlation({ alpha }: Rgb, { data }: Field): number {
  const painted = Array.from(alpha!, (value) => (value >= 128 ? 1 : 0));
  const plain = Array.from(data, (value) => (value >= 0.5 ? 1 : 0));
  return sampleCorrelation(painted, plain);
}
