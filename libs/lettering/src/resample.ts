/** Interleaved numbers, `channels` a pixel. */
export interface Raster {
  width: number;
  height: number;
  channels: number;
  data: Float32Array;
}

/** To another size: means over what a pixel covers where it gets smaller, linear between pixels where it gets larger. */
export function resampled(
  { width, height, channels, data }: Raster,
  toWidth: number,
  toHeight: number,
): Raster {
  if (width === toWidth && height === toHeight) return { width, height, channels, data };
  const across = new Float32Array(toWidth * height * channels);
  const columns = weights(width, toWidth);
  for (let y = 0; y < height; y++)
    for (const [x, { first, shares }] of columns.entries())
      for (let c = 0; c < channels; c++) {
        let sum = 0;
        for (let k = 0; k < shares.length; k++)
          sum += shares[k]! * data[(y * width + first + k) * channels + c]!;
        across[(y * toWidth + x) * channels + c] = sum;
      }
  const to = new Float32Array(toWidth * toHeight * channels);
  const line = toWidth * channels;
  for (const [y, { first, shares }] of weights(height, toHeight).entries())
    for (let k = 0; k < shares.length; k++)
      for (let x = 0; x < line; x++) to[y * line + x]! += shares[k]! * across[(first + k) * line + x]!;
  return { width: toWidth, height: toHeight, channels, data: to };
}

/** Of which pixels each new one is made: a triangle as wide as two of the larger pixels. */
function weights(from: number, to: number): { first: number; shares: number[] }[] {
  const scale = from / to;
  const reach = Math.max(1, scale);
  return Array.from({ length: to }, (_, k) => {
    const middle = (k + 0.5) * scale - 0.5;
    const first = Math.max(0, Math.ceil(middle - reach));
    const last = Math.min(from - 1, Math.floor(middle + reach));
    const parts = Array.from({ length: last - first + 1 }, (_, j) =>
      Math.max(1e-6, 1 - Math.abs(first + j - middle) / reach),
    );
    const sum = parts.reduce((a, b) => a + b, 0);
    return { first, shares: parts.map((part) => part / sum) };
  });
}
