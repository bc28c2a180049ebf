import { type Rgb } from './rgb.ts';

/** A picture of interleaved RGBA. Its alpha is left out where every pixel is opaque. */
export function fromRgba(width: number, height: number, rgba: Uint8Array | Uint8ClampedArray): Rgb {
  const data = new Uint8Array(3 * width * height);
  const alpha = new Uint8Array(width * height);
  for (let pixel = 0, from = 0, to = 0; pixel < alpha.length; pixel++) {
    data[to++] = rgba[from++]!;
    data[to++] = rgba[from++]!;
    data[to++] = rgba[from++]!;
    alpha[pixel] = rgba[from++]!;
  }
  return alpha.every((value) => value === 255) ? { width, height, data } : { width, height, data, alpha };
}

/** The picture as interleaved RGBA, written into `rgba` if that is given. */
export function toRgba<Bytes extends Uint8Array | Uint8ClampedArray = Uint8Array<ArrayBuffer>>(
  { width, height, data, alpha }: Rgb,
  rgba: Bytes = new Uint8Array(4 * width * height) as Bytes,
): Bytes {
  for (let pixel = 0, from = 0, to = 0; pixel < width * height; pixel++) {
    rgba[to++] = data[from++]!;
    rgba[to++] = data[from++]!;
    rgba[to++] = data[from++]!;
    rgba[to++] = alpha ? alpha[pixel]! : 255;
  }
  return rgba;
}

/** The picture as it looks on white: the colours that its alpha hides, or half hides, are not painted from. */
export function onWhite({ width, height, data, alpha }: Rgb): Rgb {
  if (!alpha) return { width, height, data };
  const seen = new Uint8Array(data.length);
  for (let i = 0; i < data.length; i++) {
    const share = alpha[(i - (i % 3)) / 3]! / 255;
    seen[i] = Math.round(255 + share * (data[i]! - 255));
  }
  return { width, height, data: seen };
}
