import { mean } from 'simple-statistics';
import type { Picture } from '../picture.ts';
import { luminance, windows } from './luminance.ts';

const SIDE = 16;
/** A patch of a photo is dark below this mean luminance, and flat below this standard deviation. */
const DARK = 0.1;
const FLAT = 0.02;

/** How bright dark patches are, 0..1, and how much they vary: means over patches of 16×16 pixels. */
export interface Darks {
  lightness: number;
  deviation: number;
}

/** What a painting makes of the flat dark patches of its photo; nothing where there are none. */
export function paintedDarks(photo: Picture, painting: Picture): Darks[] {
  const painted = windows(luminance(painting), painting.width, SIDE);
  return windows(luminance(photo), photo.width, SIDE).flatMap(({ mean, deviation }, k) =>
    mean < DARK && deviation < FLAT
      ? [{ lightness: painted[k]!.mean, deviation: painted[k]!.deviation }]
      : [],
  );
}

/** The darkest quarter of a style picture's patches. */
export function styleDarks(style: Picture): Darks {
  const all = windows(luminance(style), style.width, SIDE).sort((a, b) => a.mean - b.mean);
  return meanDarks(
    all.slice(0, Math.ceil(all.length / 4)).map(({ mean, deviation }) => ({ lightness: mean, deviation })),
  );
}

export function meanDarks(darks: Darks[]): Darks {
  return {
    lightness: mean(darks.map(({ lightness }) => lightness)),
    deviation: mean(darks.map(({ deviation }) => deviation)),
  };
}
