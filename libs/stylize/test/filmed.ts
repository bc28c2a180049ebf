import { join } from 'node:path';
import sharp from 'sharp';
import { type Rgb } from '../src/rgb.ts';
import { FILMED } from '../src/steadiness/film.ts';

/** A held-out photo, as films are made of it. */
export async function filmed(name: string): Promise<Rgb> {
  const data = await sharp(join(import.meta.dirname, '../../../assets/photos/held-out', name))
    .resize(FILMED.width, FILMED.height, { fit: 'cover' })
    .removeAlpha()
    .raw()
    .toBuffer();
  return { ...FILMED, data: new Uint8Array(data) };
}
