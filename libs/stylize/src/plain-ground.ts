import { grain } from '@atelier/model/grain';
import { windowExtremes, windowMeans } from './full-size/window.ts';
import { type Rgb } from './rgb.ts';

/** Standard deviation of the grain, in levels of 0..255: that of a photo taken in good light. */
const GRAIN = 2;
/**
 * Where luma varies by this much (a standard deviation) the photo has enough of its own; the less, the more is added. As small as
 * that, and windows as large, so that skies are left as they are, whose grain a JPEG has taken in its blocks of 8 pixels.
 */
const ENOUGH = 0.25;
const RADIUS = 12;
/** Rows that are worked on at a time, and those around them that they depend on. */
const [BAND, HALO] = [128, 2 * RADIUS];

/**
 * The photo, for a network that was trained without a grain, with a little of one where it has none itself: on white paper, on
 * the ground of a drawing or a cut-out. Such a network lays strokes by the photo's own grain: where there is none it lays none
 * but beside contours, as far as it sees, 50 pixels, which looks like a halo. What varies enough anywhere near is left as it is,
 * and a photo that does so everywhere is given back itself.
 */
export function grainedGround(photo: Rgb): Rgb {
  const { width, height, data } = photo;
  let grained: Uint8Array | undefined;
  for (let from = 0; from < height; from += BAND) {
    const to = Math.min(height, from + BAND);
    const first = Math.max(0, from - HALO);
    const deviations = leastDeviations(photo, first, Math.min(height, to + HALO));
    if (!deviations) continue;
    for (let y = from; y < to; y++)
      for (let x = 0; x < width; x++) {
        const lack = 1 - deviations[(y - first) * width + x]! / ENOUGH;
        if (lack <= 0) continue;
        grained ??= data.slice();
        const k = 3 * (y * width + x);
        for (let c = 0; c < 3; c++) {
          const value = data[k + c]! + lack * GRAIN * grain(x, y, c);
          grained[k + c] = value < 0 ? 0 : value > 255 ? 255 : value + 0.5;
        }
      }
  }
  return grained ? { ...photo, data: grained } : photo;
}

/**
 * How much luma varies, for each pixel of these rows, in the plainest of the windows that it lies in; undefined where it varies
 * enough in all.
 */
function leastDeviations({ width, data }: Rgb, from: number, to: number): Float32Array | undefined {
  const size = { width, height: to - from };
  const luma = new Float32Array(width * size.height);
  for (let i = 0, k = 3 * width * from; i < luma.length; i++, k += 3)
    luma[i] = 0.299 * data[k]! + 0.587 * data[k + 1]! + 0.114 * data[k + 2]! - 128;
  const means = windowMeans(luma, size, RADIUS);
  const squares = windowMeans(
    luma.map((value) => value * value),
    size,
    RADIUS,
  );
  const deviations = squares.map((square, i) => Math.sqrt(Math.max(0, square - means[i]! ** 2)));
  if (deviations.every((deviation) => deviation >= ENOUGH)) return undefined;
  return windowExtremes(deviations, size, RADIUS, -1);
}
