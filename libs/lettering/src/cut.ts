import { blurred, type Field } from './distance.ts';
import type { Content } from './drawn.ts';

/** Rec. 709's shares of red, green and blue in the luminance. */
const LUMINANCE = [0.2126, 0.7152, 0.0722];
/** By how much of an em paint may stand over a letter's edge, or keep away from it, where the painting varies as it mostly does. */
const ROUGHNESS = 0.012;
/** How much smoother than the painting the edge is: what is finer than this share of an em are teeth and crumbs, not strokes. */
const SMOOTHNESS = 70;
/** So much of half a stroke's width the edge may move inwards at most: hairlines stay whole. */
const MOST_INWARDS = 0.35;

/**
 * The letters' alpha in a painting, one byte a pixel: 0 outside. The edge is the painting's own: where it is lighter or darker than
 * around, by strokes or stones, the edge moves out or in, as with a loaded brush: less far in, and less where strokes are thin.
 * @param distance signed, of the painting's size; see `signedDistance`
 * @param size pixels of an em
 */
export function cutOut(painting: Content, distance: Field, size: number): Uint8Array<ArrayBuffer> {
  const { width, height, data } = painting;
  const light = Float32Array.from({ length: width * height }, (_, k) =>
    LUMINANCE.reduce((sum, share, channel) => sum + (share * data[3 * k + channel]!) / 255, 0),
  );
  const around = blurred({ width, height, data: light }, Math.max(2, Math.round(size / 16))).data;
  const fine = { width, height, data: light.map((value, k) => value - around[k]!) };
  const detail = blurred(fine, Math.max(1, Math.round(size / SMOOTHNESS))).data;
  // Where nearly all of it was finer than that, little is left, and the edge stays nearly the letter's own.
  const spread = Math.max(deviation(detail), deviation(fine.data) / 4) || 1;
  const halfWidths = largestAround(distance, Math.ceil(ROUGHNESS * size));
  const alpha = new Uint8Array(width * height);
  for (const [k, depth] of distance.data.entries()) {
    const varied = Math.max(-0.6, Math.min(1.2, detail[k]! / spread)) * ROUGHNESS * size;
    const moved = depth > 0 ? Math.max(varied, -MOST_INWARDS * halfWidths[k]!) : varied;
    alpha[k] = Math.round(255 * Math.max(0, Math.min(1, depth + moved + 0.5)));
  }
  return alpha;
}

/** From 0. */
const deviation = (values: Float32Array) =>
  Math.sqrt(values.reduce((sum, value) => sum + value * value, 0) / values.length);

/** The largest value within so many pixels across and down: of the distances near a thin stroke, half of its width. */
function largestAround({ width, height, data }: Field, reach: number): Float32Array {
  // Distances change by a pixel a pixel at most: what lies between is hardly larger.
  const every = Math.ceil(reach / 3);
  const along = (values: Float32Array, step: number, place: (k: number) => number, count: number) =>
    values.map((value, k) => {
      let largest = value;
      const at = place(k);
      for (let j = Math.max(-reach, -at); j <= Math.min(reach, count - 1 - at); j += every) largest = Math.max(largest, values[k + j * step]!); // prettier-ignore
      return largest;
    });
  const across = along(data, 1, (k) => k % width, width);
  return along(across, width, (k) => Math.floor(k / width), height);
}
