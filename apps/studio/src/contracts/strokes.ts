import { mostEnlarged, sizeOf, type Strokes, strokes } from '@atelier/stylize';

interface Size {
  width: number;
  height: number;
}

/** Of those that give the same painting, the first here stands for all. */
const order = ['full', 'medium', 'broad', 'fine'] as const satisfies Strokes[];

/**
 * The strokes that give the painting which `asked` would: a small photo is painted as it is, or enlarged as far as the painter
 * goes, whatever is asked.
 * @param suited the style's own working size
 */
export function strokesAs({ width, height }: Size, asked: Strokes, suited?: number | null): Strokes {
  const own = Math.sqrt(width * height);
  const side = (each: Strokes) =>
    Math.min(sizeOf(each, suited ?? undefined), mostEnlarged(each, suited ?? undefined) * own);
  return order.find((each) => side(each) === side(asked))!;
}

/** Those that differ for this photo. */
export const strokesFor = (photo: Size, suited?: number | null): Strokes[] =>
  strokes.filter((each) => strokesAs(photo, each, suited) === each);
