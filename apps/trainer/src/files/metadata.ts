import read from 'exif-reader';
import sharp, { type Exif, type Sharp } from 'sharp';
import { warn } from '../errors.ts';
import { readBytes } from './file.ts';
import { escaped } from './xml.ts';

/** What a photo file says of itself beside its pixels, as far as it is kept. */
export interface Metadata {
  exif: Exif;
  /** XMP, for what is not ASCII: EXIF has no other letters. */
  xmp?: string;
}

const AUTHORS = { Artist: 'creator', Copyright: 'rights' } as const;
const DATES = ['DateTimeOriginal', 'DateTimeDigitized'] as const;
const TIMES = ['OffsetTime', 'SubSecTime'].flatMap((name) =>
  ['', 'Original', 'Digitized'].map((of) => name + of),
);
const PLACE = [
  ...['GPSLatitudeRef', 'GPSLatitude', 'GPSLongitudeRef', 'GPSLongitude', 'GPSMapDatum'],
  ...['GPSDateStamp', 'GPSTimeStamp', 'GPSImgDirectionRef', 'GPSImgDirection'],
];

/**
 * Date, author and copyright of a photo, from its EXIF, and with `place` where it was taken. Never its orientation: what is
 * painted is upright. Undefined where it says none of it.
 */
export async function readMetadata(path: string, place: boolean): Promise<Metadata | undefined> {
  const { exif } = await sharp(await readBytes(path), { limitInputPixels: false }).metadata();
  if (!exif) return undefined;
  let tags: object;
  try {
    tags = read(exif);
  } catch (error) {
    warn(`${path}: its EXIF cannot be read, and is not kept (${error instanceof Error ? error.message : String(error)})`); // prettier-ignore
    return undefined;
  }
  const {
    Image: image = {},
    Photo: photo = {},
    GPSInfo: gps = {},
  } = tags as Record<string, Tags | undefined>;
  const said = Object.entries(AUTHORS).map(([name, term]) => ({ name, term, text: text(image[name]) }));
  const ascii = said.filter(({ text }) => text && /^[\x20-\x7e]*$/.test(text));
  const other = said.filter((each) => each.text && !ascii.includes(each));
  const kept = {
    IFD0: {
      ...Object.fromEntries(ascii.map(({ name, text }) => [name, text!])),
      ...picked(image, ['DateTime']),
    },
    IFD2: picked(photo, [...DATES, ...TIMES]),
    IFD3: place ? { ...picked(gps, PLACE), ...(gps.GPSAltitudeRef ? {} : picked(gps, ['GPSAltitude'])) } : {},
  };
  if (other.length + Object.values(kept).flatMap(Object.keys).length === 0) return undefined;
  return { exif: kept, ...(other.length > 0 && { xmp: xmpOf(other) }) };
}

/** The picture, to be written with this. */
export const withMetadata = (picture: Sharp, { exif, xmp }: Metadata): Sharp =>
  xmp === undefined ? picture.withExif(exif) : picture.withExif(exif).withXmp(xmp);

type Tags = Record<string, unknown>;

/** Those of the tags that there are, as sharp takes them. */
function picked(tags: Tags, names: readonly string[]): Record<string, string> {
  const values = names.map((name) => [name, written(tags[name])] as const);
  return Object.fromEntries(values.filter((each): each is [string, string] => each[1] !== undefined));
}

function written(value: unknown): string | undefined {
  if (value instanceof Date)
    return Number.isNaN(value.getTime())
      ? undefined
      : value.toISOString().slice(0, 19).replaceAll('-', ':').replace('T', ' ');
  if (typeof value === 'number') return rational(value);
  if (Array.isArray(value) && value.every((each) => typeof each === 'number'))
    return value.map(rational).join(' ');
  return text(value);
}

const rational = (value: number) => `${Math.round(value * 1_000_000)}/1000000`;

/** A text without the zeros at its end; what is not ASCII comes as bytes, of UTF-8 by custom. */
function text(value: unknown): string | undefined {
  const said = Buffer.isBuffer(value) ? value.toString('utf8') : value;
  return typeof said === 'string' ? said.replace(/\0+$/, '').trim() || undefined : undefined;
}

function xmpOf(said: { term: string; text: string | undefined }[]): string {
  const item = (term: string, text: string) =>
    term === 'creator'
      ? `<rdf:Seq><rdf:li>${escaped(text)}</rdf:li></rdf:Seq>`
      : `<rdf:Alt><rdf:li xml:lang="x-default">${escaped(text)}</rdf:li></rdf:Alt>`;
  const terms = said.map(({ term, text = '' }) => `<dc:${term}>${item(term, text)}</dc:${term}>`).join('');
  return `<?xpacket begin="\uFEFF" id="W5M0MpCehiHzreSzNTczkc9d"?><x:xmpmeta xmlns:x="adobe:ns:meta/"><rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#"><rdf:Description rdf:about="" xmlns:dc="http://purl.org/dc/elements/1.1/">${terms}</rdf:Description></rdf:RDF></x:xmpmeta><?xpacket end="w"?>`;
}
