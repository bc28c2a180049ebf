import { type Size } from '../memory.ts';
import { type Rgb } from '../rgb.ts';
import { plane, windowMaxima, windowMinima } from './window.ts';

/** A pixel around: as far as an interpolated edge reaches. */
const RADIUS = 1;
/** Levels between the limits at which half of a contour's steepness is given: what differs less is grain. */
const CONTOUR = 48;
/** Levels, likewise, by which the photo is beyond the small one enlarged, which it is beside its own edges alone. */
const EDGE = 24;
/** Rows beyond a band that its limits depend on. */
export const LIMIT_HALO = RADIUS;

/**
 * What each channel of a painting may be at most beside each pixel, so that the photo's edges make no halo where the painting
 * has its own some pixels away: 6 numbers a pixel, each channel's least and greatest value, which are halfway between the extremes
 * around and the means of what is darker and of what is lighter there. Drawn up to the extremes themselves, a contour was darker and
 * lighter than its two sides by the strokes' grain.
 */
export function localLimits(painting: Rgb): Float32Array {
  const limits = new Float32Array(2 * painting.data.length);
  for (let c = 0; c < 3; c++) {
    const values = plane(painting.data, c);
    const least = windowMinima(values, painting, RADIUS);
    const greatest = windowMaxima(values, painting, RADIUS);
    for (let i = 0; i < values.length; i++) {
      const [dark, light] = sides(values, painting, i, (least[i]! + greatest[i]!) / 2);
      limits[6 * i + 2 * c] = (least[i]! + dark) / 2;
      limits[6 * i + 2 * c + 1] = (greatest[i]! + light) / 2;
    }
  }
  return limits;
}

/** The means of what around pixel `i` is at most `halfway`, and of what is more; of a plain window both are its value. */
function sides(values: Float32Array, { width, height }: Size, i: number, halfway: number): [number, number] {
  const [x, y] = [i % width, Math.floor(i / width)];
  let [dark, darkCount, light, lightCount] = [0, 0, 0, 0];
  for (let v = Math.max(0, y - RADIUS); v <= Math.min(height - 1, y + RADIUS); v++)
    for (let u = Math.max(0, x - RADIUS); u <= Math.min(width - 1, x + RADIUS); u++) {
      const value = values[v * width + u]!;
      if (value <= halfway) {
        dark += value;
        darkCount++;
      } else {
        light += value;
        lightCount++;
      }
    }
  return [dark / darkCount, lightCount > 0 ? light / lightCount : dark / darkCount];
}

const smoothStep = (share: number) => share * share * (3 - 2 * share);

/** How far a pixel is on an edge of the photo, 0..1, by what the photo has more there than the small one enlarged. */
export function edgeShare(red: number, green: number, blue: number): number {
  const most = Math.max(red * red, green * green, blue * blue);
  return most / (most + EDGE * EDGE);
}

/**
 * A value within its limits, and on an edge towards the nearer of them: a contour, which the limits are the two sides of, becomes
 * up to 2.25 times as steep and goes no further. What lies halfway stays, and so do strokes beside it, which would look like a halo.
 * @param edge see `edgeShare`
 */
export function withinLimits(value: number, least: number, greatest: number, edge: number): number {
  const range = greatest - least;
  if (range <= 0 || value <= least) return least;
  if (value >= greatest) return greatest;
  const share = (value - least) / range;
  const contour = (edge * range * range) / (range * range + CONTOUR * CONTOUR);
  return least + range * (share + contour * (smoothStep(smoothStep(share)) - share));
}
