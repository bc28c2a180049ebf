import { at } from './base-path.ts';

/** Widths in pixels in which the server gives a picture; see the images route. */
export const VARIANT_WIDTHS = [160, 320, 480, 640, 960, 1280, 1920] as const;

/** Where a stored picture is, as its file or in one of these widths. */
export const imageUrl = (sha256: string, width?: (typeof VARIANT_WIDTHS)[number]) =>
  at(`/images/${sha256}${width ? `?w=${width}` : ''}`);
