/** Viridis (van der Walt & Smith 2015, CC0) at nine places: dark blue is the least, yellow the most. */
const viridis = [
  [68, 1, 84],
  [71, 44, 122],
  [59, 81, 139],
  [44, 113, 142],
  [33, 144, 141],
  [39, 173, 129],
  [92, 200, 99],
  [170, 220, 50],
  [253, 231, 37],
] as const;

/** Of a value 0..1. */
function heat(value: number): [number, number, number] {
  const place = Math.max(0, Math.min(1, value)) * (viridis.length - 1);
  const below = Math.min(viridis.length - 2, Math.floor(place));
  const [from, to] = [viridis[below]!, viridis[below + 1]!];
  const mix = (k: number) => Math.round(from[k]! + (to[k]! - from[k]!) * (place - below));
  return [mix(0), mix(1), mix(2)];
}

/** Rows of values as pixels, `low` dark and `high` bright. */
export function heatPixels(values: Float32Array, width: number, [low, high]: [number, number]): ImageData {
  const pixels = new ImageData(width, values.length / width);
  const range = high - low || 1;
  for (const [place, value] of values.entries())
    pixels.data.set([...heat((value - low) / range), 255], place * 4);
  return pixels;
}
