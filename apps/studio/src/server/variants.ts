import type { ImageFile } from '@atelier/db';
import { LRUCache } from 'lru-cache';
import { variant } from './picture.ts';

/** How a picture is read and made smaller, where it is not kept yet. */
type Make = () => Promise<Buffer | undefined>;

/** A hundred and more of the largest, a few walls of cards. One that many ask for at once is made once, for all of them. */
const kept = new LRUCache<string, Buffer, Make>({
  maxSize: 64 * 1024 * 1024,
  sizeCalculation: ({ length }) => length,
  fetchMethod: (_name, _stale, { context: make }) => make(),
  ignoreFetchAbort: true, // pushed out by others while it is made, it is of use to who waits for it
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
  const make = async () => {
    const picture = await read();
    return picture ? variant(picture.bytes, width) : undefined;
  };
  const bytes = await kept.fetch(`${hash}-${width}`, { context: make });
  return bytes ? { bytes, mime: 'image/webp' } : null;
}
