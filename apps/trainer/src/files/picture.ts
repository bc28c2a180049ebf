import type { Picture } from '@atelier/model';
import { onWhite } from '@atelier/stylize';
import type { Photo } from './photo.ts';

/** RGB bytes → RGB 0..1; what is transparent as on white. */
export function toPicture({ rgb, ...rest }: Photo): Picture {
  const { width, height, data } = onWhite({ ...rest, data: rgb });
  return { width, height, data: Float32Array.from(data, (value) => value / 255) };
}

/** RGB 0..1 → RGB bytes. */
export function toPhoto({ width, height, data }: Picture): Photo {
  return {
    width,
    height,
    rgb: Uint8Array.from(data, (value) => Math.round(Math.min(1, Math.max(0, value)) * 255)),
  };
}
