import type { Picture } from '@atelier/model';
import { onWhite, type Rgb } from '@atelier/stylize';

/** RGB bytes → RGB 0..1; what is transparent as on white. */
export function toPicture(photo: Rgb): Picture {
  const { width, height, data } = onWhite(photo);
  return { width, height, data: Float32Array.from(data, (value) => value / 255) };
}

/** RGB 0..1 → RGB bytes. */
export function toPhoto({ width, height, data }: Picture): Rgb {
  return {
    width,
    height,
    data: Uint8Array.from(data, (value) => Math.round(Math.min(1, Math.max(0, value)) * 255)),
  };
}
