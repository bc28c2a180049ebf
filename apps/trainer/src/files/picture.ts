import type { Picture } from '@atelier/model';
import type { Photo } from './photo.ts';

/** RGB bytes → RGB 0..1. */
export function toPicture({ width, height, rgb }: Photo): Picture {
  return { width, height, data: Float32Array.from(rgb, (value) => value / 255) };
}

/** RGB 0..1 → RGB bytes. */
export function toPhoto({ width, height, data }: Picture): Photo {
  return {
    width,
    height,
    rgb: Uint8Array.from(data, (value) => Math.round(Math.min(1, Math.max(0, value)) * 255)),
  };
}
