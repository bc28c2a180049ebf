import type { ImageFile } from '@atelier/db';
import { LRUCache } from 'lru-cache';
import { variant } from './picture.ts';

/** A hundred and more of the largest, a few walls of cards. */
const kept = new LRUCache<string, Buffer>({
  maxSize: 64 * 1024 * 1024,
  sizeCalculation: ({ length }) => length,
});

/**
 * A picture as a WebP of this width; made once and kept, for whoever asks: whether they may see it is for the caller to
 * know. Null where `read` finds no such picture.
 */
export async function keptVariant(
  hash: string,
  width: number,
  read: () => Promise<Pick<ImageFile, 'bytes'> | null>,
): Promise<{ bytes: Uint8Array; mime: string } | null> {
  const name = `${hash}-${width}`;
  let bytes = kept.get(name);
  if (!bytes) {
    const picture = await read();
    if (!picture) return null;
    bytes = await variant(picture.bytes, width);
    kept.set(name, bytes);
  }
  return { bytes, mime: 'image/webp' };
}
