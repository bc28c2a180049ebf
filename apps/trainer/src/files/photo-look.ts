import { LUMINANCE } from '@atelier/model/luminance';
import type { Rgb } from '@atelier/stylize';
import { UsageError } from '../errors.ts';
import { photoFacts, readPhoto } from './photo.ts';
import type { PhotoFacts } from './photo-index.ts';

/** A photo is grey where its colours are apart by less than this on average, of 255. */
const GREY = 4;
/** The print's grid: eight differences across, eight down. */
const [ACROSS, DOWN] = [9, 8];

/** Decodes a photo: what it looks like, or how it is damaged. */
export async function lookAtPhoto(path: string): Promise<Pick<PhotoFacts, 'look' | 'damage'>> {
  try {
    const [{ width, height }, small] = await Promise.all([photoFacts(path), readPhoto(path, { size: 72 })]);
    return { look: { width, height, grey: isGrey(small.data), print: printOf(small) } };
  } catch (error) {
    if (error instanceof UsageError) return { damage: error.message };
    throw error;
  }
}

function isGrey(rgb: Uint8Array): boolean {
  let sum = 0;
  for (let k = 0; k < rgb.length; k += 3)
    sum += Math.max(rgb[k]!, rgb[k + 1]!, rgb[k + 2]!) - Math.min(rgb[k]!, rgb[k + 1]!, rgb[k + 2]!);
  return (3 * sum) / rgb.length < GREY;
}

const [RED, GREEN, BLUE] = LUMINANCE;

/** The difference hash (N. Krawetz 2013): a bit for each place that is lighter than the one to its right, in a 9 × 8 grid of means. */
function printOf({ width, height, data }: Rgb): string {
  const means = Array.from({ length: ACROSS * DOWN }, (_, cell) => {
    const [column, row] = [cell % ACROSS, Math.floor(cell / ACROSS)];
    const from = (side: number, part: number, parts: number) => Math.floor((side * part) / parts);
    let [sum, count] = [0, 0];
    for (let y = from(height, row, DOWN); y < from(height, row + 1, DOWN); y++)
      for (let x = from(width, column, ACROSS); x < from(width, column + 1, ACROSS); x++) {
        const k = 3 * (y * width + x);
        sum += RED * data[k]! + GREEN * data[k + 1]! + BLUE * data[k + 2]!;
        count++;
      }
    return sum / count;
  });
  let bits = '';
  for (let row = 0; row < DOWN; row++)
    for (let column = 0; column < ACROSS - 1; column++)
      // Half a grey level more: evenness, and JPEG's noise in it, is no difference.
      bits += means[row * ACROSS + column]! > means[row * ACROSS + column + 1]! + 0.5 ? '1' : '0';
  return BigInt(`0b${bits}`).toString(16).padStart(16, '0');
}
