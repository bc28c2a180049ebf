import * as hb from 'harfbuzzjs';

/** Why a font or a text cannot be used, in words for who gave it. */
export class LetteringError extends Error {}

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
}

/** Of the tables that a font must have to be one. */
const NEEDED = ['cmap', 'head', 'hhea', 'maxp'];
const LARGEST = 40 * 2 ** 20;

/**
 * A font from the bytes of a TrueType or OpenType file (not WOFF, see node/font-file.ts). It is parsed, never installed;
 * HarfBuzz checks each table before it reads it.
 * @throws LetteringError where it is not such a file, or has no outlines
 */
export function openFont(name: string, bytes: Uint8Array): Font {
  if (bytes.length > LARGEST) throw new LetteringError(`${name}: a font of more than 40 MB`);
  const face = new hb.Face(new hb.Blob(bytes));
  if (!NEEDED.every((table) => face.referenceTable(table)?.length))
    throw new LetteringError(`${name}: not a font, or a damaged one`);
  const outlines = ['glyf', 'CFF ', 'CFF2'].some((table) => face.referenceTable(table)?.length);
  if (!outlines) throw new LetteringError(`${name}: a font without outlines`);
  if (!(face.upem >= 16 && face.upem <= 16_384)) throw new LetteringError(`${name}: a damaged font`);
  const known = new Set(face.collectUnicodes());
  if (known.size === 0) throw new LetteringError(`${name}: a font without characters`);
  const font = new hb.Font(face);
  const { ascender, descender } = font.hExtents();
  return {
    name,
    font,
    unitsPerEm: face.upem,
    ascender,
    descender,
    characters: [...known],
    covers: (character) => known.has(character.codePointAt(0)!),
  };
}
