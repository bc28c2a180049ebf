import bidiFactory from 'bidi-js';
import * as hb from 'harfbuzzjs';
import { type Font, LetteringError } from './font.ts';
import type { Alignment } from './choices.ts';
import type { Glyph } from './outlines.ts';

const bidi = bidiFactory();
/** Rules of a font may make several glyphs of a character; of more, they are an attack. */
const MOST_GLYPHS = 4000;

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

/** A line, or a column, that begins at 0. */
export interface Line {
  length: number;
  letters: { text: string; glyphs: Glyph[] }[];
}

/** Where letters begin and end: what people take for one, and does not come apart in shaping. */
const segmenter = new Intl.Segmenter(undefined, { granularity: 'grapheme' });

export function row(line: string, fonts: Font[], { size, spacing }: TextSettings): Line {
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
        return { path: font.outline(id), ...at, scale };
      });
      // Between joined letters there is no space to add.
      if (!/\p{Script=Arabic}|\p{Script=Devanagari}/u.test(line.slice(start, end))) x += spacing * size;
      return { text: textAt(line, cluster, shaped, end), glyphs: placed };
    });
  });
  return { length: x, letters };
}

/** Top to bottom, each letter upright in the middle of its column. */
export function column(line: string, fonts: Font[], { size, spacing }: TextSettings): Line {
  let y = 0;
  const letters = [...segmenter.segment(line)].map(({ segment }) => {
    const font = fonts.find((each) => each.covers(segment)) ?? fonts[0]!;
    const scale = size / font.unitsPerEm;
    const shaped = shape(segment, 0, segment.length, font, hb.Direction.TTB);
    const glyphs = shaped.map(({ id, position }) => {
      const at = { x: position.xOffset * scale, y: y - position.yOffset * scale };
      y -= position.yAdvance * scale;
      return { path: font.outline(id), ...at, scale };
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
  if (buffer.getLength() > MOST_GLYPHS) throw new LetteringError(`${font.name}: its rules make more than ${MOST_GLYPHS} glyphs of these letters`, { kind: 'manyPoints' }); // prettier-ignore
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
