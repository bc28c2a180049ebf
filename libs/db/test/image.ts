import type { ImageFile } from '../src/index.ts';

/** A stand-in for a picture's file: libs/db stores bytes without looking into them. */
export function image(content: string): ImageFile & { bytes: Buffer } {
  return { bytes: Buffer.from(content), mime: 'image/png', width: 4, height: 3 };
}
