import { type Rgb } from '../rgb.ts';
import { plane, windowExtremes } from './window.ts';

/** A pixel around: as far as an interpolated edge reaches. */
const RADIUS = 1;
/** Rows beyond a band that its limits depend on. */
export const LIMIT_HALO = RADIUS;

/**
 * What each channel of a painting may be at most beside each pixel, so that the photo's edges make no halo where the painting
 * has its own some pixels away: 6 numbers a pixel, each channel's least and greatest value around.
 */
export function localLimits(painting: Rgb): Float32Array {
  const limits = new Float32Array(2 * painting.data.length);
  for (let c = 0; c < 3; c++) {
    const values = plane(painting.data, c);
    const least = windowExtremes(values, painting, RADIUS, -1);
    const greatest = windowExtremes(values, painting, RADIUS, 1);
    for (let i = 0; i < values.length; i++) {
      limits[6 * i + 2 * c] = least[i]!;
      limits[6 * i + 2 * c + 1] = greatest[i]!;
    }
  }
  return limits;
}
