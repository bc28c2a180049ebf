import bidiFactory from 'bidi-js';
import * as hb from 'harfbuzzjs';
import type { Alignment } from './choices.ts';
import { type Font, LetteringError } from './font.ts';

export interface TextSettings {
  /** Pixels of an em. */
  size: number;
  /** Between lines, in ems. */
  lineHeight: number;
  /** Added between letters, in ems. */
  spacing: number;
  align: Alignment;
  /** Columns from right to left, as Chinese and Japanese are set. */
  vertical: boolean;
}

/** A letter, or letters that are one glyph or stand on one another: what can be painted by itself. */
export interface Letter {
  text: string;
  /** SVG paths with where each stands: its origin in pixels, y downwards; the paths are in font units, y upwards. */
  glyphs: { path: string; x: number; y: number; scale: number }[];
  /** Pixels of the layout. */
  box: { x: number; y: number; width: number; height: number };
}

export interface Layout {
  width: number;
  height: number;
  letters: Letter[];
}

const MOST_CHARACTERS = 400;
const bidi = bidiFactory();

/**
 * Lays text out with its shapes: ligatures, joined Arabic, reordered Devanagari, marks on their letters (HarfBuzz), lines from
 * right to left where they are (Unicode's bidirectional algorithm). `fonts`: each character is set in the first that has it.
 * @throws LetteringError for no text, too much of it, control characters, and characters that no font has (each is named)
 */
export function layOut(text: string, fonts: Font[], settings: TextSettings): Layout {
  const whole = text.normalize('NFC').replace(/\r\n?/g, '\n').replace(/\n+$/, '');
  const lines = whole.split('\n');
  const count = [...whole].length;
  if (!whole.trim()) throw new LetteringError('there is no text');
  if (count > MOST_CHARACTERS)
    throw new LetteringError(`${count} characters are too many; ${MOST_CHARACTERS} are the most`);
  checkCharacters(whole, fonts);
  const set = lines.map((line) =>
    settings.vertical ? column(line, fonts, settings) : row(line, fonts, settings),
  );
  const longest = Math.max(...set.map(({ length }) => length));
  const pitch = settings.size * settings.lineHeight;
  const shares = { start: 0, centre: 0.5, end: 1 };
  const letters = set.flatMap((line, k) => {
    const along = (longest - line.length) * shares[settings.align];
    // The first column is the rightmost.
    const [dx, dy] = settings.vertical ? [(set.length - 1 - k + 0.5) * pitch, along] : [along, k * pitch];
    return line.letters.map(({ glyphs, ...letter }) => ({
      ...letter,
      glyphs: glyphs.map((glyph) => ({ ...glyph, x: glyph.x + dx, y: glyph.y + dy })),
    }));
  });
  return framed(letters);
}

/** @throws LetteringError for control characters, and characters that no font has (each is named) */
export function checkCharacters(whole: string, fonts: Font[]): void {
  if (/[^\P{C}\n\u200c\u200d]/u.test(whole))
    throw new LetteringError('the text has control characters, or ones that are not assigned');
  const missing = new Set(
    [...whole].filter((each) => !/[\s\u200c\u200d]/u.test(each) && !fonts.some((font) => font.covers(each))),
  );
  if (missing.size > 0)
    throw new LetteringError(`no letter for ${[...missing].slice(0, 20).join(' ')} in ${[...new Set(fonts.map(({ name }) => name))].join(', ')}`); // prettier-ignore
}

interface Line {
  length: number;
  letters: { text: string; glyphs: Letter['glyphs'] }[];
}

/** Where letters begin and end: what people take for one, and does not come apart in shaping. */
const segmenter = new Intl.Segmenter(undefined, { granularity: 'grapheme' });

function row(line: string, fonts: Font[], { size, spacing }: TextSettings): Line {
  const { levels } = bidi.getEmbeddingLevels(line);
  const runs: { start: number; end: number; level: number; font: Font }[] = [];
  for (const { segment, index } of segmenter.segment(line)) {
    const level = levels[index]!;
    const last = runs.at(-1);
    const blank = !segment.trim();
    const font =
      blank && last ? last.font : (fonts.find((each) => [...segment].every((c) => each.covers(c))) ?? fonts.find((each) => each.covers(segment)) ?? fonts[0]!); // prettier-ignore
    if (last?.level === level && last.font === font) last.end = index + segment.length;
    else runs.push({ start: index, end: index + segment.length, level, font });
  }
  let x = 0;
  const letters = inOrder(runs).flatMap(({ start, end, level, font }) => {
    const shaped = shape(line, start, end, font, level % 2 ? hb.Direction.RTL : hb.Direction.LTR);
    const scale = size / font.unitsPerEm;
    return clusters(shaped).map(({ cluster, glyphs }) => {
      const placed = glyphs.map(({ id, position }) => {
        const at = { x: x + position.xOffset * scale, y: size - position.yOffset * scale };
        x += position.xAdvance * scale;
        return { path: font.font.glyphToPath(id), ...at, scale };
      });
      // Between joined letters there is no space to add.
      if (!/\p{Script=Arabic}|\p{Script=Devanagari}/u.test(line.slice(start, end))) x += spacing * size;
      return { text: textAt(line, cluster, shaped, end), glyphs: placed };
    });
  });
  return { length: x, letters };
}

/** Top to bottom, each letter upright in the middle of its column. */
function column(line: string, fonts: Font[], { size, spacing }: TextSettings): Line {
  let y = 0;
  const letters = [...segmenter.segment(line)].map(({ segment }) => {
    const font = fonts.find((each) => each.covers(segment)) ?? fonts[0]!;
    const scale = size / font.unitsPerEm;
    const shaped = shape(segment, 0, segment.length, font, hb.Direction.TTB);
    const glyphs = shaped.map(({ id, position }) => {
      const at = { x: position.xOffset * scale, y: y - position.yOffset * scale };
      y -= position.yAdvance * scale;
      return { path: font.font.glyphToPath(id), ...at, scale };
    });
    y += spacing * size;
    return { text: segment, glyphs };
  });
  return { length: y, letters };
}

interface Shaped {
  id: number;
  cluster: number;
  position: hb.GlyphPosition;
}

function shape(line: string, start: number, end: number, font: Font, direction: hb.Direction): Shaped[] {
  const buffer = new hb.Buffer();
  buffer.addText(line, start, end - start);
  buffer.guessSegmentProperties();
  buffer.setDirection(direction);
  hb.shape(font.font, buffer);
  const positions = buffer.getGlyphPositions();
  return buffer
    .getGlyphInfos()
    .map(({ codepoint, cluster }, k) => ({ id: codepoint, cluster, position: positions[k]! }));
}

/** Glyphs that belong together. */
function clusters(shaped: Shaped[]): { cluster: number; glyphs: Shaped[] }[] {
  const all: { cluster: number; glyphs: Shaped[] }[] = [];
  for (const glyph of shaped)
    if (all.at(-1)?.cluster === glyph.cluster) all.at(-1)!.glyphs.push(glyph);
    else all.push({ cluster: glyph.cluster, glyphs: [glyph] });
  return all;
}

function textAt(line: string, cluster: number, shaped: Shaped[], end: number): string {
  const next = Math.min(end, ...shaped.map((glyph) => glyph.cluster).filter((other) => other > cluster));
  return line.slice(cluster, next);
}

/** Runs from left to right (rule L2 of Unicode's algorithm, for runs of one level). */
function inOrder<Run extends { level: number }>(runs: Run[]): Run[] {
  const order = [...runs];
  const highest = Math.max(0, ...order.map(({ level }) => level));
  for (let level = highest; level > 0; level--)
    for (let i = 0; i < order.length; i++) {
      let j = i;
      while (j < order.length && order[j]!.level >= level) j++;
      if (j > i) order.splice(i, j - i, ...order.slice(i, j).reverse());
      i = Math.max(i, j - 1);
    }
  return order;
}

/** Moves everything so that what is drawn begins at 0, 0, and says how large it is. */
function framed(letters: Line['letters']): Layout {
  const drawn = letters
    .map((letter) => ({ ...letter, box: boxOf(letter.glyphs) }))
    .filter(({ box }) => box.width > 0 && box.height > 0);
  if (!drawn.length) throw new LetteringError('there is nothing to draw in the text');
  const left = Math.min(...drawn.map(({ box }) => box.x));
  const top = Math.min(...drawn.map(({ box }) => box.y));
  const moved = drawn.map(({ text, glyphs, box }) => ({
    text,
    glyphs: glyphs.map((glyph) => ({ ...glyph, x: glyph.x - left, y: glyph.y - top })),
    box: { ...box, x: box.x - left, y: box.y - top },
  }));
  return {
    width: Math.max(...moved.map(({ box }) => box.x + box.width)),
    height: Math.max(...moved.map(({ box }) => box.y + box.height)),
    letters: moved,
  };
}

/** Of the paths' points: control points are never inside of what is drawn, so that nothing is cut off. */
function boxOf(glyphs: Letter['glyphs']): Letter['box'] {
  const xs: number[] = [];
  const ys: number[] = [];
  for (const { path, x, y, scale } of glyphs) {
    const numbers = path.match(/-?\d+(\.\d+)?/g)?.map(Number) ?? [];
    for (let k = 0; k + 1 < numbers.length; k += 2) {
      xs.push(x + numbers[k]! * scale);
      ys.push(y - numbers[k + 1]! * scale);
    }
  }
  if (!xs.length) return { x: 0, y: 0, width: 0, height: 0 };
  const low = (values: number[]) => values.reduce((a, b) => Math.min(a, b));
  const high = (values: number[]) => values.reduce((a, b) => Math.max(a, b));
  return { x: low(xs), y: low(ys), width: high(xs) - low(xs), height: high(ys) - low(ys) };
}

/** The letters as an SVG's content, moved by so many pixels. */
export function svgPaths(letters: Letter[], dx = 0, dy = 0): string {
  const paths = letters.flatMap(({ glyphs }) => glyphs).filter(({ path }) => path);
  return paths
    .map(
      ({ path, x, y, scale }) =>
        `<path transform="translate(${x + dx} ${y + dy}) scale(${scale} ${-scale})" d="${path}"/>`,
    ) // prettier-ignore
    .join('');
}
