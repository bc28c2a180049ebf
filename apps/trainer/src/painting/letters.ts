import {
  type Font,
  layOut,
  type Layout,
  LetteringError,
  signedDistance,
  type TextSettings,
} from '@atelier/lettering';
import { coverage, fontNames, openBuiltInFont, readFont } from '@atelier/lettering/node';
import { UsageError } from '../errors.ts';
import { readBytes } from '../files/file.ts';
import type { Photo } from '../files/photo.ts';
import type { Hooks, LetterPainter } from './letter-painter.ts';

export interface LettersSettings extends TextSettings {
  seed: number;
}

export interface PaintedLetters {
  /** With alpha, but for a texture with a ground of its own. */
  picture: Photo;
  layout: Layout;
  /** Pixels around the layout on each side. */
  margin: number;
}

/** The most that a word may have: painting and distances take some 60 bytes a pixel. */
const MOST_PIXELS = 24e6;

/** @throws UsageError where the fonts do not have the text, or it would be too large */
export async function paintLetters(
  text: string,
  fonts: Font[],
  settings: LettersSettings,
  painter: LetterPainter,
  hooks: Hooks = {},
): Promise<PaintedLetters> {
  const { size, seed } = settings;
  return telling(async () => {
    const layout = layOut(text, fonts, settings);
    const margin = Math.ceil(size * painter.margin);
    const area = {
      ...{ x: -margin, y: -margin },
      width: Math.ceil(layout.width) + 2 * margin,
      height: Math.ceil(layout.height) + 2 * margin,
    };
    if (area.width * area.height > MOST_PIXELS)
      throw new UsageError(`the picture would have ${area.width}×${area.height} pixels, more than 24 million; choose a smaller --size`); // prettier-ignore
    const mask = await coverage(layout.letters, area);
    const shapes = { mask, distance: signedDistance(mask), size, seed };
    return { picture: await painter.paint(shapes, hooks), layout, margin };
  });
}

/** @param font the name of one that comes along, a file, or `auto`: of those that come along, for each letter the first that has it */
export function openFonts(font: string): Promise<Font[]> {
  return telling(async () => {
    const name = fontNames.find((each) => each === font);
    if (name) return openBuiltInFont(name);
    if (font === 'auto') return (await Promise.all(fontNames.map(openBuiltInFont))).flat();
    return [await readFont(font, await readBytes(font))];
  });
}

async function telling<T>(work: () => Promise<T>): Promise<T> {
  try {
    return await work();
  } catch (error) {
    if (error instanceof LetteringError) throw new UsageError(error.message, { cause: error });
    throw error;
  }
}
