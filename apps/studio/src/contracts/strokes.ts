import { sizeOf, type Strokes, strokes } from '@atelier/stylize';

interface Size {
  width: number;
  height: number;
}

/**
 * Those that differ for this photo: one with no more pixels than a working size is painted as it is, as at full size.
 * @param suited the style's own working size
 */
export const strokesFor = ({ width, height }: Size, suited?: number | null): Strokes[] =>
  strokes.filter((each) => each === 'full' || sizeOf(each, suited ?? undefined) ** 2 < width * height);

/** The one of `strokesFor(photo)` that gives what `wished` would. */
export const strokesAs = (photo: Size, wished: Strokes, suited?: number | null): Strokes =>
  strokesFor(photo, suited).includes(wished) ? wished : 'full';
