import {
  type Font,
  layOut,
  type TextLayout,
  LetteringError,
  signedDistance,
  type TextSettings,
} from '@atelier/lettering';
import { fontNames } from '@atelier/lettering/choices';
import { coverage, openBuiltInFont, readFont } from '@atelier/lettering/node';
import type { Rgb } from '@atelier/stylize';
import { UsageError } from '../errors.ts';
import { readBytes } from '../files/file.ts';
import type { Hooks, LetterPainter } from './letter-painter.ts';
import { timesAgain, withLettersOf } from './letters-again.ts';

export interface LettersSettings extends TextSettings {
  seed: number;
  /** Letters to paint once more, by their number from 1; see `timesAgain`. */
  again?: number[];
}

export interface PaintedLetters {
  /** With alpha, but for a texture with a ground of its own. */
  picture: Rgb;
  layout: TextLayout;
  /** Pixels around the layout on each side. */
  room: number;
  /** The picture's colours go on beyond the letters: its alpha cuts them out. */
  everywhere: boolean;
}

/** From a word's seed to that of a letter painted again: far from the seeds that people count through. */
const AGAIN = 1_000_003;
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
    const room = Math.ceil(size * painter.room);
    const area = {
      ...{ x: -room, y: -room },
      width: Math.ceil(layout.width) + 2 * room,
      height: Math.ceil(layout.height) + 2 * room,
    };
    if (area.width * area.height > MOST_PIXELS)
      throw new UsageError(`the picture would have ${area.width}×${area.height} pixels, more than 24 million; choose a smaller --size`, { why: [{ kind: 'largeWord', width: area.width, height: area.height }] }); // prettier-ignore
    const mask = await coverage(layout.letters, area);
    const shapes = { mask, distance: signedDistance(mask), size };
    const times = timesAgain(settings.again ?? [], layout.letters);
    const others = [...new Set(times.values())];
    const paint = (k: number, times: number) =>
      painter.paint(
        { ...shapes, seed: seed + AGAIN * times },
        { ...hooks, onProgress: (done) => hooks.onProgress?.((k + done) / (1 + others.length)) },
      );
    const painted = { picture: await paint(0, 0), layout, room, everywhere: painter.everywhere };
    for (const [k, count] of others.entries()) {
      const chosen = new Set([...times.keys()].filter((letter) => times.get(letter) === count));
      painted.picture = await withLettersOf(painted, await paint(k + 1, count), chosen, size);
    }
    return painted;
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

/** What a font is, in a line. @throws UsageError where it is none, or lacks a letter of the text */
export async function checkFont(font: string, text?: string): Promise<string> {
  const fonts = await openFonts(font);
  if (text !== undefined)
    telling(() => layOut(text, fonts, { size: 64, lineHeight: 1, spacing: 0, align: 'start', vertical: false })); // prettier-ignore
  const characters = new Set(fonts.flatMap((each) => each.characters));
  return `${font}: ${characters.size} characters`;
}

/** What is wrong with a text or a font, as what is wrong with what was asked for. */
export function telling<T>(work: () => T): T {
  const tell = (error: unknown): never => {
    if (error instanceof LetteringError)
      throw new UsageError(error.message, { cause: error, why: [error.why] });
    throw error;
  };
  try {
    const result = work();
    return result instanceof Promise ? (result.catch(tell) as T) : result;
  } catch (error) {
    return tell(error);
  }
}
