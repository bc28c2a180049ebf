import { extname } from 'node:path';
import { fromRgba, toRgba, type Rgb } from '@atelier/stylize';
import { openPicture, PictureError } from '@atelier/stylize/picture-file';
import sharp, { type Sharp } from 'sharp';
import { UsageError } from '../errors.ts';
import { readBytes, readHead, writeWhole } from './file.ts';
import { type Metadata, withMetadata } from './metadata.ts';

/** What is decoded at most; 150 megapixels take 450 MB. */
export const MAX_PIXELS = 150_000_000;

/** How a picture is encoded, by the file's extension. JPEG has no alpha: what is transparent turns white. */
const encoders: Record<string, (picture: Sharp, quality?: number) => Sharp> = {
  '.png': (picture) => picture.png(),
  '.jpg': (picture, quality = 92) => picture.flatten({ background: 'white' }).jpeg({ quality }),
  '.jpeg': (picture, quality = 92) => picture.flatten({ background: 'white' }).jpeg({ quality }),
  '.webp': (picture, quality = 90) => picture.webp({ quality }),
};

export interface ReadOptions {
  /** Scales the picture so that its short side has this many pixels. */
  size?: number;
  /** Of a scaled picture with a longer side than this, the middle part. */
  longest?: number;
  /** Refuses pictures with fewer pixels than this on a side. */
  least?: number;
  /** Refuses pictures with more pixels than this, before decoding them. */
  maxPixels?: number;
}

/**
 * Reads a picture: upright (EXIF orientation applied), in sRGB with 8 bits (grey, CMYK, 16 bits, gammas and colour
 * profiles converted), alpha apart. Of an animation, the first frame.
 * @param source a path, or the bytes of a file
 * @throws UsageError where it is missing, not a picture, cut short, too small or too large
 */
export async function readPhoto(
  source: string | Uint8Array,
  { size, longest = Infinity, least, maxPixels = MAX_PIXELS }: ReadOptions = {},
): Promise<Rgb> {
  const name = typeof source === 'string' ? source : 'the picture';
  const bytes = typeof source === 'string' ? await readBytes(source) : source;
  try {
    const picture = await openPicture(bytes, { maxPixels, ...(least !== undefined && { least }) });
    return await picture.read((pixels) =>
      decode(size === undefined ? pixels : pixels.resize(scaledTo(size, longest, picture)), name),
    );
  } catch (error) {
    throw refusal(name, error);
  }
}

/** What is wrong with a picture, with its name. */
const refusal = (name: string, error: unknown) =>
  error instanceof PictureError ? new UsageError(`${name}: ${error.message}`, { cause: error }) : error;

function scaledTo(size: number, longest: number, { width, height }: { width: number; height: number }) {
  const scale = size / Math.min(width, height);
  if (Math.max(width, height) * scale <= longest)
    return { width: size, height: size, fit: 'outside' } as const;
  const side = (pixels: number) => Math.min(longest, Math.round(pixels * scale));
  return { width: side(width), height: side(height), fit: 'cover' } as const;
}

/** What a picture's file is, and its size as it is shown. @throws UsageError where it is missing, not a picture or too large */
export async function photoFacts(path: string): Promise<{ mime: string; width: number; height: number }> {
  const bytes = await readBytes(path);
  try {
    const { format, width, height } = await openPicture(bytes, { maxPixels: MAX_PIXELS });
    return { mime: `image/${format}`, width, height };
  } catch (error) {
    throw refusal(path, error);
  }
}

/** How much of a file is read to look at its head; where that is not enough, all of it is. */
const HEAD = 64 * 1024;

/**
 * What can be known to be wrong with a picture file without decoding it, or undefined.
 * @param least how many pixels a side it is to have
 */
export async function photoProblem(path: string, least: number): Promise<string | undefined> {
  const limits = { maxPixels: MAX_PIXELS, least };
  try {
    const head = await readHead(path, HEAD);
    try {
      await openPicture(head, limits);
    } catch (error) {
      if (head.length < HEAD) throw error;
      await openPicture(await readBytes(path), limits);
    }
    return undefined;
  } catch (error) {
    if (error instanceof PictureError) return `${path}: ${error.message}`;
    if (error instanceof UsageError) return error.message;
    throw error;
  }
}

async function decode(picture: Sharp, name: string): Promise<Rgb> {
  const { data, info } = await picture.raw({ depth: 'uchar' }).toBuffer({ resolveWithObject: true });
  const { width, height, channels } = info;
  if (channels === 3)
    return { width, height, data: new Uint8Array(data.buffer, data.byteOffset, data.length) };
  if (channels !== 4) throw new Error(`${name}: decoded to ${channels} channels`);
  return fromRgba(width, height, data);
}

/** A cell of a sheet: a photo that fills it, cut to its middle, or is shown whole; or nothing. */
export type Cell = { photo: Rgb; whole?: boolean } | undefined;

/** Rows of photos in cells of one size, `gap` pixels apart, on white or on nothing. */
export async function composeSheet(
  rows: Cell[][],
  { width, height, gap, ground = 'white' }: { width: number; height: number; gap: number; ground?: 'white' | 'transparent' }, // prettier-ignore
): Promise<Rgb> {
  const columns = Math.max(...rows.map((row) => row.length));
  const sheet = sharp({
    create: {
      width: columns * (width + gap) - gap,
      height: rows.length * (height + gap) - gap,
      channels: ground === 'white' ? 3 : 4,
      background: ground,
    },
  });
  const placed = rows.flatMap((row, y) =>
    row.map(async (cell, x) => {
      if (!cell) return [];
      const fit = cell.whole ? 'contain' : 'cover';
      const input = await opaque(cell.photo).resize({ width, height, fit, background: 'white' }).png().toBuffer(); // prettier-ignore
      return [{ input, left: x * (width + gap), top: y * (height + gap) }];
    }),
  );
  return decode(sheet.composite((await Promise.all(placed)).flat()), 'the sheet');
}

/** A drawing in SVG as a picture, on white. */
export const drawSvg = (svg: string): Promise<Rgb> =>
  decode(sharp(Buffer.from(svg)).flatten({ background: 'white' }).toColourspace('srgb'), 'the drawing');

/** How a picture is written. */
export interface Encoding {
  quality?: number | undefined;
  /** Written into the file; without it there is none. */
  metadata?: Metadata | undefined;
}

/** Whether pictures are written in the format that the extension names. */
export const isWritable = (path: string): boolean => extname(path).toLowerCase() in encoders;

/** @throws UsageError where the extension names no format that can be written */
export function checkPhotoPath(path: string): void {
  if (!isWritable(path))
    throw new UsageError(`${path}: pictures are written as .png, .jpg, .jpeg or .webp; give it one of these`);
}

/**
 * Writes a picture in the format that the extension names; the file is there whole or not at all.
 * @param how quality: 1..100, of JPEG and WebP
 * @throws UsageError where the extension, the size or the place does not do
 */
export async function writePhoto(photo: Rgb, path: string, how: Encoding = {}): Promise<void> {
  checkPhotoPath(path);
  const bytes = await encodePhoto(photo, extname(path).toLowerCase(), how).catch((cause: unknown) => {
    const reason = cause instanceof Error ? cause.message : String(cause);
    throw new UsageError(`${path}: cannot be encoded (${reason})`, { cause });
  });
  await writeWhole(path, bytes);
}

/** The bytes of a file with this extension, one of those that can be written. */
export function encodePhoto(
  photo: Rgb,
  extension: string,
  { quality, metadata }: Encoding = {},
): Promise<Uint8Array> {
  const picture = encoders[extension]!(photo.alpha ? transparent(photo) : opaque(photo), quality);
  return (metadata ? withMetadata(picture, metadata) : picture).toBuffer();
}

/** The picture's colours as a JPEG file. */
export function encodeJpeg(photo: Rgb): Promise<Uint8Array> {
  return encoders['.jpg']!(opaque(photo)).toBuffer();
}

/** The picture before a colour (`#rgb` or `#rrggbb`) or another picture that fills it, opaque. */
export async function onGround(photo: Rgb, ground: string | Rgb): Promise<Rgb> {
  if (!photo.alpha) return photo;
  const { width, height } = photo;
  if (typeof ground === 'string') return decode(transparent(photo).flatten({ background: ground }), 'the picture'); // prettier-ignore
  const behind = opaque(ground).resize({ width, height, fit: 'cover' });
  return decode(behind.composite([{ input: await transparent(photo).png().toBuffer() }]), 'the picture');
}

/** The picture, so many times as large. */
export const resizedPhoto = async (photo: Rgb, scale: number): Promise<Rgb> =>
  scale === 1
    ? photo
    : decode(
        (photo.alpha ? transparent(photo) : opaque(photo)).resize(
          Math.max(1, Math.round(photo.width * scale)),
        ),
        'the picture',
      );

function opaque({ width, height, data }: Rgb): Sharp {
  return sharp(data, { raw: { width, height, channels: 3 }, limitInputPixels: false });
}

function transparent(photo: Rgb): Sharp {
  const { width, height } = photo;
  return sharp(toRgba(photo), {
    raw: { width, height, channels: 4 },
    limitInputPixels: false,
  });
}
