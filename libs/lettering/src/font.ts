import * as hb from 'harfbuzzjs';

/** Why a font or a text cannot be used, and what a sentence about it names. */
export type LetteringWhy =
  | { kind: 'noText' }
  | { kind: 'manyCharacters'; count: number; most: number }
  | { kind: 'controls' }
  | { kind: 'noLetter'; letters: string }
  | { kind: 'manyPoints' }
  | { kind: 'nothingDrawn' }
  | { kind: 'noGround' }
  | { kind: 'largeFont'; most: number }
  | { kind: 'firstWoff' }
  | { kind: 'damagedFont' }
  | { kind: 'noOutlines' };

/** A font or a text that cannot be used: in English, and as what a page has words for. */
export class LetteringError extends Error {
  constructor(
    message: string,
    readonly why: LetteringWhy,
  ) {
    super(message);
  }
}

/** A font that can shape text. */
export interface Font {
  name: string;
  font: hb.Font;
  /** Units of an em, in which advances and outlines are. */
  unitsPerEm: number;
  ascender: number;
  descender: number;
  /** Code points that it has. */
  characters: number[];
  covers(character: string): boolean;
  /** A glyph's outline as an SVG path, in font units, y upwards. @throws LetteringError where it is larger than any letter's */
  outline(glyph: number): string;
}

/** Of the tables that a font must have to be one. */
const NEEDED = ['cmap', 'head', 'hhea', 'maxp'];
const LARGEST = 40 * 2 ** 20;
/** Of the table that says which glyph a character is: fonts of 65,535 characters, the most there are, take less than one. */
const LARGEST_CMAP = 2 * 2 ** 20;
/** Of one glyph's path, in characters; brush-written Chinese ones take up to six thousand. */
const LARGEST_OUTLINE = 100_000;

/**
 * A font from the bytes of a TrueType or OpenType file (not WOFF, see node/font-file.ts). It is parsed, never installed;
 * HarfBuzz checks each table before it reads it.
 * @throws LetteringError where it is not such a file, or has no outlines
 */
export function openFont(name: string, bytes: Uint8Array): Font {
  if (bytes.length > LARGEST)
    throw new LetteringError(`${name}: a font of more than 40 MB`, { kind: 'largeFont', most: 40 });
  const face = new hb.Face(new hb.Blob(bytes));
  if (!NEEDED.every((table) => face.referenceTable(table)?.length))
    throw new LetteringError(`${name}: not a font, or a damaged one`, { kind: 'damagedFont' });
  if (!['glyf', 'CFF ', 'CFF2'].some((table) => face.referenceTable(table)?.length))
    throw new LetteringError(`${name}: a font without outlines`, { kind: 'noOutlines' });
  if (!(face.upem >= 16 && face.upem <= 16_384))
    throw new LetteringError(`${name}: a damaged font`, { kind: 'damagedFont' });
  if (face.referenceTable('cmap')!.length > LARGEST_CMAP)
    throw new LetteringError(`${name}: a font whose table of characters is larger than 2 MB`, {
      kind: 'damagedFont',
    });
  const known = new Set(face.collectUnicodes());
  if (known.size === 0)
    throw new LetteringError(`${name}: a font without characters`, { kind: 'damagedFont' });
  const font = new hb.Font(face);
  const { ascender, descender } = font.hExtents();
  const outlines = new Map<number, string>();
  const outline = (glyph: number) => {
    const path = outlines.get(glyph) ?? font.glyphToPath(glyph);
    if (path.length > LARGEST_OUTLINE)
      throw new LetteringError(`${name}: a glyph with too many points`, { kind: 'manyPoints' });
    outlines.set(glyph, path);
    return path;
  };
  return {
    name,
    font,
    unitsPerEm: face.upem,
    ascender,
    descender,
    characters: [...known],
    covers: (character) => known.has(character.codePointAt(0)!),
    outline,
  };
}
