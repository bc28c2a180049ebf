import type { ImageFile } from '@atelier/db';
import { fromRgba, LEAST_SIDE, type Rgb, toRgba } from '@atelier/stylize';
import { openPicture, PictureError, type PictureFile } from '@atelier/stylize/picture-file';
import sharp from 'sharp';
import { Refused } from '../contracts/refused.ts';
import { MAX_PICTURE_BYTES, MAX_PICTURE_PIXELS, type Refusal } from '../contracts/upload.ts';
import { heicToJpeg } from './heic.ts';

// One picture at a time keeps memory low; several are decoded side by side in sharp's own threads.
sharp.cache(false);

const MIMES = {
  jpeg: 'image/jpeg',
  png: 'image/png',
  webp: 'image/webp',
  avif: 'image/avif',
  gif: 'image/gif',
} as const;

export class PictureRefused extends Refused {
  constructor(reason: Refusal, options?: ErrorOptions) {
    super(reason, `the picture is refused: ${reason}`, options);
  }
}

export interface PictureFacts {
  mime: string;
  /** In pixels, as it is shown: after its EXIF orientation. */
  width: number;
  height: number;
  /** It moves: only its first frame is painted. */
  animated: boolean;
}

/** @throws PictureRefused */
async function open(bytes: Uint8Array, least = 1): Promise<PictureFile> {
  try {
    return await openPicture(bytes, { maxPixels: MAX_PICTURE_PIXELS, least });
  } catch (cause) {
    throw cause instanceof PictureError ? new PictureRefused(cause.reason, { cause }) : cause;
  }
}

/**
 * A picture as it is kept, by its content and not its name: as it came, or, HEIC, which browsers cannot show, as a JPEG.
 * Decodes it once, so that a damaged one is found here. @throws PictureRefused
 */
export async function take(bytes: Uint8Array): Promise<PictureFacts & { bytes: Uint8Array }> {
  if (bytes.length > MAX_PICTURE_BYTES) throw new PictureRefused('tooBig');
  const file = await open(bytes, LEAST_SIDE).catch((cause: unknown) => {
    if (cause instanceof PictureRefused && cause.reason === 'heic') return undefined;
    throw cause;
  });
  if (!file) return take(await fromHeic(bytes));
  // Browsers are shown what was uploaded, and few of them show TIFF.
  if (file.format === 'tiff') throw new PictureRefused('wrongType');
  try {
    await file.read((picture) => picture.resize(64, 64, { fit: 'inside' }).raw().toBuffer());
  } catch (cause) {
    throw cause instanceof PictureError ? new PictureRefused(cause.reason, { cause }) : cause;
  }
  const { pages = 1 } = await sharp(bytes).metadata();
  return { bytes, mime: MIMES[file.format], width: file.width, height: file.height, animated: pages > 1 };
}

async function fromHeic(bytes: Uint8Array): Promise<Buffer> {
  try {
    const { width, height } = await sharp(bytes, { limitInputPixels: false }).metadata();
    if (width * height > MAX_PICTURE_PIXELS) throw new PictureRefused('tooManyPixels');
    return await heicToJpeg(bytes);
  } catch (cause) {
    throw cause instanceof PictureRefused ? cause : new PictureRefused('damaged', { cause });
  }
}

/** What a WebP holds on a side: long screenshots are higher. */
const WEBP_SIDE = 16_383;

/** A WebP of the picture, `width` pixels wide or as wide as it is and the format allows. */
export async function variant(bytes: Uint8Array, width: number): Promise<Buffer> {
  const file = await open(bytes);
  return file.read((picture) =>
    picture
      .resize({ width, height: WEBP_SIDE, fit: 'inside', withoutEnlargement: true })
      .webp({ quality: 82, effort: 2 })
      .toBuffer(),
  );
}

/**
 * A picture's pixels, made smaller until its longer side has at most `longSide` but its shorter one not less than 32,
 * which painting needs.
 */
export async function decode({ bytes }: Pick<ImageFile, 'bytes'>, longSide: number): Promise<Rgb> {
  const file = await open(bytes);
  const { width, height } = file;
  const scale = Math.min(
    1,
    Math.max(longSide / Math.max(width, height), LEAST_SIDE / Math.min(width, height)),
  );
  const { data, info } = await file.read((picture) =>
    picture
      .resize(Math.round(width * scale), Math.round(height * scale), { fit: 'fill' })
      .raw({ depth: 'uchar' })
      .toBuffer({ resolveWithObject: true }),
  );
  const size = { width: info.width, height: info.height };
  return info.channels === 3 ? { ...size, data } : fromRgba(size.width, size.height, data);
}

/** A JPEG without colour subsampling, as brush strokes are fine colour detail; a PNG where some of it is transparent. */
export async function encode(picture: Rgb): Promise<ImageFile> {
  const { width, height } = picture;
  const open = (data: Uint8Array, channels: 3 | 4) => sharp(data, { raw: { width, height, channels } });
  const { bytes, mime } = picture.alpha
    ? { bytes: await open(toRgba(picture), 4).png().toBuffer(), mime: MIMES.png }
    : {
        bytes: await open(picture.data, 3).jpeg({ quality: 93, chromaSubsampling: '4:4:4' }).toBuffer(),
        mime: MIMES.jpeg,
      };
  return { bytes, mime, width, height };
}

/** A part of a picture, in pixels of it as it is shown, as a JPEG. Throws PictureRefused where the part is not inside. */
export async function crop(
  { bytes, width, height }: ImageFile,
  part: { x: number; y: number; width: number; height: number },
): Promise<ImageFile> {
  if (part.x + part.width > width || part.y + part.height > height) throw new PictureRefused('tooSmall');
  const file = await open(bytes);
  const { data, info } = await file.read((picture) =>
    picture
      .extract({ left: part.x, top: part.y, width: part.width, height: part.height })
      .flatten({ background: 'white' })
      .jpeg({ quality: 95, chromaSubsampling: '4:4:4' })
      .toBuffer({ resolveWithObject: true }),
  );
  return { bytes: data, mime: MIMES.jpeg, width: info.width, height: info.height };
}
