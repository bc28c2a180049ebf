/** A glyph's outline and where it stands: its origin in pixels, y downwards; the SVG path is in font units, y upwards. */
export interface Glyph {
  path: string;
  x: number;
  y: number;
  scale: number;
}

/** A letter, or letters that are one glyph or stand on one another: what can be painted by itself. */
export interface Letter {
  text: string;
  glyphs: Glyph[];
  /** Pixels of the layout. */
  box: { x: number; y: number; width: number; height: number };
}

/** Of the paths' points: control points are never inside of what is drawn, so that nothing is cut off. */
export function boxOf(glyphs: Glyph[]): Letter['box'] {
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
