import { EVERYBODY, type ImageFile, readImage, type Stylization } from '@atelier/db';
import { blend, type Rgb } from '@atelier/stylize';
import type { Look } from '../contracts/look.ts';
import { found } from './found.ts';
import { decode, encode } from './picture.ts';

/** Rows that are blended at once where a whole picture would hold up the server. */
const STRIP = 128;

/** A painting of the visitor's as the visitor looks at it, at the photo's own size. */
export async function finished({ image, photo }: Stylization, look: Look): Promise<ImageFile> {
  const { width, height } = photo.image;
  const painting = found(await readImage(image.sha256, EVERYBODY), 'picture');
  if (look.strength === 1 && !look.keepColours) return painting;
  const above = await decode(painting, Infinity);
  const below = await decode(found(await readImage(photo.image.sha256, EVERYBODY), 'photo'), Infinity);
  const result: Rgb = { ...below, data: new Uint8Array(below.data.length) };
  for (let y = 0; y < height; y += STRIP) {
    const rows = Math.min(STRIP, height - y);
    const [from, to] = [y * width * 3, (y + rows) * width * 3];
    const strip = ({ data }: Rgb): Rgb => ({ width, height: rows, data: data.subarray(from, to) });
    result.data.set(blend(strip(below), strip(above), look).data, from);
    await new Promise(setImmediate);
  }
  return encode(result);
}
