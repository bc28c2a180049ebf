import { type Font, LetteringError } from './font.ts';
import { boxOf, type Letter } from './outlines.ts';
import { column, type Line, row, type TextSettings } from './shaping.ts';

/** A text's letters, each in its place. */
export interface TextLayout {
  width: number;
  height: number;
  letters: Letter[];
}

const MOST_CHARACTERS = 400;
/** Of a text's outlines as paths, in characters: 400 brush-written Chinese ones have two million at most. */
const MOST_OUTLINES = 4e6;

/**
 * Lays text out with its shapes: ligatures, joined Arabic, reordered Devanagari, marks on their letters (HarfBuzz), lines from
 * right to left where they are (Unicode's bidirectional algorithm). `fonts`: each character is set in the first that has it.
 * @throws LetteringError for no text, too much of it, control characters, and characters that no font has (each is named)
 */
export function layOut(text: string, fonts: Font[], settings: TextSettings): TextLayout {
  const whole = text.normalize('NFC').replace(/\r\n?/g, '\n').replace(/\n+$/, '');
  const lines = whole.split('\n');
  const count = [...whole].length;
  if (!whole.trim()) throw new LetteringError('there is no text', { kind: 'noText' });
  if (count > MOST_CHARACTERS)
    throw new LetteringError(`${count} characters are too many; ${MOST_CHARACTERS} are the most`, {
      kind: 'manyCharacters',
      count,
      most: MOST_CHARACTERS,
    });
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
    throw new LetteringError('the text has control characters, or ones that are not assigned', {
      kind: 'controls',
    });
  const missing = new Set(
    [...whole].filter((each) => !/[\s\u200c\u200d]/u.test(each) && !fonts.some((font) => font.covers(each))),
  );
  if (missing.size === 0) return;
  const letters = [...missing].slice(0, 20).join(' ');
  const names = [...new Set(fonts.map(({ name }) => name))].join(', ');
  throw new LetteringError(`no letter for ${letters} in ${names}`, { kind: 'noLetter', letters });
}

/** Moves everything so that what is drawn begins at 0, 0, and says how large it is. */
function framed(letters: Line['letters']): TextLayout {
  const outlines = letters.flatMap(({ glyphs }) => glyphs).reduce((sum, { path }) => sum + path.length, 0);
  if (outlines > MOST_OUTLINES)
    throw new LetteringError('the outlines of these letters have too many points to be drawn', {
      kind: 'manyPoints',
    });
  const drawn = letters
    .map((letter) => ({ ...letter, box: boxOf(letter.glyphs) }))
    .filter(({ box }) => box.width > 0 && box.height > 0);
  if (!drawn.length)
    throw new LetteringError('there is nothing to draw in the text', { kind: 'nothingDrawn' });
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
