import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import { checkCharacters, type Font } from '@atelier/lettering';
import type { Rgb } from '@atelier/stylize';
import { UsageError } from '../errors.ts';
import { writeWhole } from '../files/file.ts';
import { resizedPhoto, writePhoto } from '../files/photo.ts';
import type { Hooks, LetterPainter } from './letter-painter.ts';
import { type LettersSettings, paintLetters, telling } from './letters.ts';

const MOST_LETTERS = 4000;
/** A letter's cell, in ems: room for its ascender, descender and effect. */
const CELL = 1.6;
/** Pixels of the picture of all; of many letters smaller ones are shown. */
const MOST_PIXELS = 24e6;
const tooMany = (count: number) => ({ kind: 'manyCharacters' as const, count, most: MOST_LETTERS });
const segmenter = new Intl.Segmenter(undefined, { granularity: 'grapheme' });

/**
 * The characters of a list: `A-Z0-9` are ranges, `字体山水` characters, and with blanks between them (`क कि की`) each item may be
 * several that belong together. Each once, in order.
 * @throws UsageError where there is none, too many, a range runs backwards, or no font has one of them
 */
export function charactersOf(list: string, fonts: Font[]): string[] {
  const items = list.normalize('NFC').trim().split(/\s+/u);
  const each = items.flatMap(
    (item) =>
    items.length > 1 && !/^.-.$/u.test(item) ? [item] : inRanges([...segmenter.segment(item)].map(({ segment }) => segment)), // prettier-ignore
  );
  const characters = [...new Set(each)].filter(Boolean);
  if (characters.length === 0) throw new UsageError('--sheet: there is no character in the list', { why: [{ kind: 'noCharacters' }] }); // prettier-ignore
  if (characters.length > MOST_LETTERS)
    throw new UsageError(`--sheet: ${characters.length} characters are too many; ${MOST_LETTERS} are the most`, { why: [tooMany(characters.length)] }); // prettier-ignore
  telling(() => checkCharacters(characters.join(''), fonts));
  return characters;
}

function inRanges(signs: string[]): string[] {
  const characters: string[] = [];
  for (let k = 0; k < signs.length; k++) {
    const [from, dash, to] = signs.slice(k, k + 3);
    if (dash !== '-' || to === undefined) {
      characters.push(from!);
      continue;
    }
    const [first, last] = [from!.codePointAt(0)!, to.codePointAt(0)!];
    if (first > last)
      throw new UsageError(`--sheet: ${from}-${to} runs backwards`, {
        why: [{ kind: 'backwards', from: from!, to: to }],
      });
    if (last - first >= MOST_LETTERS) throw new UsageError(`--sheet: ${from}-${to} are ${last - first + 1} characters; ${MOST_LETTERS} are the most`, { why: [tooMany(last - first + 1)] }); // prettier-ignore
    for (let code = first; code <= last; code++) characters.push(String.fromCodePoint(code));
    k += 2;
  }
  return characters;
}

/**
 * Paints each character by itself, the first with the seed, each next one with the next: into `folder` as files, if one is
 * given, with `letters.json` (each one's place and baseline), and all in one picture, on one baseline a row.
 */
export async function paintSheet(
  characters: string[],
  fonts: Font[],
  settings: LettersSettings,
  painter: LetterPainter,
  { folder, extension, signal, onProgress }: Hooks & { folder?: string | undefined; extension: string },
): Promise<Rgb> {
  const columns = Math.ceil(Math.sqrt(1.6 * characters.length));
  const rows = Math.ceil(characters.length / columns);
  const scale = Math.min(1, Math.sqrt(MOST_PIXELS / (columns * rows)) / (CELL * settings.size));
  const cell = Math.floor(CELL * settings.size * scale);
  const [width, height] = [columns * cell, rows * cell];
  const sheet = {
    width,
    height,
    data: new Uint8Array(3 * width * height),
    alpha: new Uint8Array(width * height),
  };
  if (folder !== undefined) await mkdir(folder, { recursive: true });
  const letters = [];
  for (const [k, text] of characters.entries()) {
    const hooks = { signal, onProgress: (done: number) => onProgress?.((k + done) / characters.length) };
    const one = { ...settings, seed: settings.seed + k };
    const { picture, layout, room } = await paintLetters(text, fonts, one, painter, hooks);
    const baseline = layout.letters[0]!.glyphs[0]!.y + room;
    const [x, y] = [(k % columns) * cell, Math.floor(k / columns) * cell];
    const small = await resizedPhoto(picture, scale);
    const left = x + Math.round((cell - small.width) / 2);
    const top = y + Math.round((0.5 + 0.35 / CELL) * cell - baseline * scale);
    paste(small, sheet, left, top, { x, y, width: cell, height: cell });
    if (folder !== undefined) {
      const file = `${nameOf(text)}${extension}`;
      await writePhoto(picture, join(folder, file));
      letters.push({ file, text, width: picture.width, height: picture.height, baseline: Math.round(baseline) }); // prettier-ignore
    }
    onProgress?.((k + 1) / characters.length);
  }
  if (folder !== undefined)
    await writeWhole(join(folder, 'letters.json'), JSON.stringify({ size: settings.size, letters }, null, 2) + '\n'); // prettier-ignore
  return sheet;
}

/** Puts a picture into another, where nothing is yet; what would stand outside of the area is cut off. */
function paste(
  from: Rgb,
  to: Required<Rgb>,
  left: number,
  top: number,
  area: { x: number; y: number; width: number; height: number },
): void {
  const [first, last] = [Math.max(left, area.x), Math.min(left + from.width, area.x + area.width)];
  for (let y = Math.max(top, area.y); y < Math.min(top + from.height, area.y + area.height); y++) {
    const [source, target] = [(y - top) * from.width + first - left, y * to.width + first];
    to.data.set(from.data.subarray(3 * source, 3 * (source + last - first)), 3 * target);
    if (from.alpha) to.alpha.set(from.alpha.subarray(source, source + last - first), target);
    else to.alpha.fill(255, target, target + last - first);
  }
}

/** `U+0041`: a name on every disk, also where A and a are the same. */
const nameOf = (text: string) =>
  [...text].map((sign) => `U+${sign.codePointAt(0)!.toString(16).toUpperCase().padStart(4, '0')}`).join('_');
