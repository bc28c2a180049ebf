import sharp, { type Metadata, type Sharp } from 'sharp';
import { pngLight, toBytes } from './png-gamma.ts';

const FORMATS = ['jpeg', 'png', 'webp', 'tiff', 'gif', 'avif'] as const;
export type PictureFormat = (typeof FORMATS)[number];

/** Why a file is not read as a picture. */
export type PictureProblem =
  'empty' | 'svg' | 'heic' | 'wrongType' | 'samples' | 'tooManyPixels' | 'tooSmall' | 'damaged';

/** The message says in English what is wrong with the picture, and goes on from its name and a colon. */
export class PictureError extends Error {
  constructor(
    readonly reason: PictureProblem,
    message: string,
    options?: ErrorOptions,
  ) {
    super(message, options);
  }
}

/** A picture file whose head has been read. Width and height are as it is shown: after its EXIF orientation. */
export interface PictureFile {
  format: PictureFormat;
  width: number;
  height: number;
  /**
   * What `finish` makes of the picture: upright, in sRGB with 8 bits (grey, CMYK, 16 bits, gammas and colour profiles
   * converted), with alpha where it has some. Of an animation, the first frame.
   * @throws PictureError `damaged` where it is cut short or broken
   */
  read<Result>(finish: (picture: Sharp) => Promise<Result>): Promise<Result>;
}

export interface PictureLimits {
  /** Refuses pictures with more pixels than this, before decoding them. */
  maxPixels: number;
  /** Refuses pictures with fewer pixels than this on a side. */
  least?: number;
}

/** Opens a picture by its content, not its name. @throws PictureError */
export async function openPicture(
  bytes: Uint8Array,
  { maxPixels, least = 1 }: PictureLimits,
): Promise<PictureFile> {
  if (bytes.length === 0) throw new PictureError('empty', 'the file is empty');
  const kind = otherKind(bytes);
  if (kind) throw kind;
  const facts = await sharp(bytes, { limitInputPixels: false })
    .metadata()
    .catch((cause: unknown) => {
      throw looksLikePicture(bytes)
        ? damaged(cause)
        : new PictureError('wrongType', `not a picture that can be read (${READ})`, { cause });
    });
  const format = FORMATS.find((name) => name === (facts.format === 'heif' ? 'avif' : facts.format));
  if (!format)
    throw new PictureError(
      facts.format === 'svg' ? 'svg' : 'wrongType', // an SVG may be compressed
      `${facts.format} is not read; use ${READ}`,
    );
  const { depth, space, autoOrient } = facts;
  if (depth !== 'uchar' && depth !== 'ushort' && !(depth === 'float' && space === 'scrgb'))
    throw new PictureError(
      'samples',
      `its samples are of the type ${depth} (${space}), which has no agreed black and white; save it with 8 or 16 bits a channel`,
    );
  const { width, height } = autoOrient;
  if (width * height > maxPixels)
    throw new PictureError(
      'tooManyPixels',
      `${width}×${height} pixels are too many, at most ${Math.floor(maxPixels / 1e6)} megapixels are read`,
    );
  if (Math.min(width, height) < least)
    throw new PictureError('tooSmall', `${width}×${height} pixels, but at least ${least} a side are needed`);
  return {
    format,
    width,
    height,
    async read(finish) {
      const picture = async (from: Uint8Array, failOn: 'error' | 'warning') => {
        const upright = sharp(from, { limitInputPixels: maxPixels, failOn }).autoOrient();
        const converted = (await inSrgb(upright, from, facts)).toColourspace('srgb');
        // sharp works on 16 bits with a profile in Display P3, and would leave them there; those without one are sRGB.
        return facts.icc ? converted.withIccProfile('srgb', { attach: false }) : converted;
      };
      try {
        return await finish(await picture(bytes, 'error'));
      } catch (cause) {
        if (format !== 'jpeg') throw damaged(cause);
        // Cameras and cut downloads leave out the mark at the end. With it, a picture that lacks more only warns.
        return await finish(await picture(Buffer.concat([bytes, END_OF_JPEG]), 'warning')).catch(() => {
          throw damaged(cause);
        });
      }
    },
  };
}

/** The picture, with what libvips does not see to done: gammas of PNG. */
async function inSrgb(picture: Sharp, bytes: Uint8Array, { depth, space }: Metadata): Promise<Sharp> {
  const light = pngLight(bytes);
  if (!light) return picture;
  const deep = depth === 'ushort';
  const { data, info } = await (deep ? picture.toColourspace(space) : picture)
    .raw({ depth: deep ? 'ushort' : 'uchar' })
    .toBuffer({ resolveWithObject: true });
  const samples = deep ? new Uint16Array(data.buffer, data.byteOffset, data.length / 2) : data;
  const { width, height, channels } = info;
  return sharp(toBytes(samples, channels, light), { raw: { width, height, channels } });
}

const READ = 'JPEG, PNG, WebP, TIFF, GIF or AVIF';
const END_OF_JPEG = Uint8Array.of(0xff, 0xd9);

function damaged(cause: unknown): PictureError {
  const [reason] = String(cause instanceof Error ? cause.message : cause).split('\n');
  return new PictureError('damaged', `the picture is damaged or cut short (${reason})`, { cause });
}

/** What the first bytes tell of files that people take for pictures that are read. */
function otherKind(bytes: Uint8Array): PictureError | undefined {
  const text = Buffer.from(bytes.subarray(0, 4096)).toString('utf8').replace('\uFEFF', '').trimStart();
  if (text.startsWith('<'))
    return /<svg[\s/>]/i.test(text)
      ? new PictureError('svg', `svg is not read; use ${READ}`)
      : new PictureError('wrongType', `not a picture that can be read (${READ})`);
  const brands = /^....ftyp(.{0,64})/s.exec(Buffer.from(bytes.subarray(0, 72)).toString('latin1'))?.[1];
  if (brands !== undefined && /hei[cmsx]|hev[cmsx]|mif1/.test(brands) && !/avi[fs]/.test(brands))
    return new PictureError('heic', 'HEIC is not read; save it as JPEG');
  return undefined;
}

/** Whether the first 16 bytes are those of a picture that is read. */
export function looksLikePicture(bytes: Uint8Array): boolean {
  const head = Buffer.from(bytes.subarray(0, 16)).toString('latin1');
  return /^(\xff\xd8\xff|\x89PNG|GIF8|RIFF....WEBP|II\*\0|MM\0\*|....ftypavi)/s.test(head);
}

/** The endings by which pictures that are read are known in a folder. */
const READ_ENDINGS = /\.(jpe?g|jpe|jfif|jif|mpo|a?png|webp|tiff?|gif|avif)$/i;
/** Pictures too, but none that are read. */
const UNREAD_ENDINGS =
  /\.(heic|heif|hif|bmp|dib|jp2|j2k|jxl|svgz?|psd|xcf|ico|tga|exr|hdr|dng|cr[23w]|nef|arw|orf|rw2|raf|pef|srw)$/i;

/** What a file is by its name: a picture that is read, one that is not, or none. */
export function pictureKind(name: string): 'read' | 'unread' | undefined {
  if (READ_ENDINGS.test(name)) return 'read';
  return UNREAD_ENDINGS.test(name) ? 'unread' : undefined;
}
