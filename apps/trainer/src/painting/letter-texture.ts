import { join } from 'node:path';
import type { Texture } from '@atelier/lettering';
import { LEAST_SIDE, toRgba } from '@atelier/stylize';
import { UsageError } from '../errors.ts';
import { letterTextures } from '../files/assets.ts';
import { readPhoto } from '../files/photo.ts';

/** The designed letters that come along, drawn by tools/letter-textures.ts. */
export const textureNames = ['ember', 'frost', 'moss'] as const;

/** Of a texture: more of it is not looked at, as it is scaled down to four million at most. */
const MOST_PIXELS = 16e6;

/**
 * Designed letters: ours, or a picture of the user's.
 * @param mask where in it the letters are, white on black; without, its alpha tells
 * @throws UsageError where there is neither, they are of different sizes, or too large
 */
export async function readTexture(texture: string, mask?: string): Promise<Texture> {
  const built = textureNames.some((name) => name === texture);
  if (built && mask !== undefined) throw new UsageError(`--mask ${mask}: ${texture} has its own`);
  const picture = await readPhoto(built ? join(letterTextures, `${texture}.webp`) : texture, {
    least: LEAST_SIDE,
    maxPixels: MOST_PIXELS,
  });
  const { width, height, alpha } = picture;
  const data = toRgba(picture);
  const maskFile = built ? join(letterTextures, 'mask.png') : mask;
  if (maskFile === undefined) {
    if (!alpha) throw new UsageError(`${texture}: nothing in it is transparent; a mask (--mask) is to say where its letters are`, { why: [{ kind: 'needsMask' }] }); // prettier-ignore
    return { width, height, data, mask: { width, height, data: Float32Array.from(alpha, (value) => value / 255) } }; // prettier-ignore
  }
  const shape = await readPhoto(maskFile, { maxPixels: MOST_PIXELS });
  if (shape.width !== width || shape.height !== height)
    throw new UsageError(`${maskFile} has ${shape.width}×${shape.height} pixels, ${texture} ${width}×${height}: they must be of one size`, { why: [{ kind: 'otherSizes' }] }); // prettier-ignore
  const inside = Float32Array.from({ length: width * height }, (_, k) => shape.data[3 * k]! / 255);
  return { width, height, data, mask: { width, height, data: inside } };
}
