import { createHash } from 'node:crypto';
import { mkdir } from 'node:fs/promises';
import { extname, join } from 'node:path';
import { svgPaths } from '@atelier/lettering';
import type { Rgb } from '@atelier/stylize';
import { UsageError } from '../errors.ts';
import { writeWhole } from '../files/file.ts';
import { checkPhotoPath, encodePhoto, onGround, readPhoto, writePhoto } from '../files/photo.ts';
import { escaped } from '../files/xml.ts';
import type { PaintedLetters } from './letters.ts';

const COLOUR = /^#([\da-f]{3}|[\da-f]{6})$/i;

/** What stands behind the letters: a colour as #rgb or #rrggbb, or a picture that fills it. @throws UsageError */
export async function readGround(ground: string): Promise<string | Rgb> {
  if (COLOUR.test(ground)) return ground;
  if (ground.startsWith('#')) throw new UsageError(`--ground ${ground}: a colour is #rgb or #rrggbb`);
  return readPhoto(ground);
}

/** @throws UsageError where the extension names no format that letters are written in */
export function checkLettersPath(path: string): void {
  if (extname(path).toLowerCase() !== '.svg') checkPhotoPath(path);
}

/** Writes painted letters in the format that the extension names; in an SVG the painting is clipped by the letters' outlines. */
export async function writeLetters(
  painted: PaintedLetters,
  path: string,
  { text, ground }: { text: string; ground?: string | Rgb | undefined },
): Promise<void> {
  const { picture } = painted;
  if (extname(path).toLowerCase() === '.svg') return writeWhole(path, await svgOf(painted, text, ground));
  await writePhoto(ground === undefined ? picture : await onGround(picture, ground), path);
}

async function svgOf(
  { picture, layout, room, everywhere }: PaintedLetters,
  text: string,
  ground?: string | Rgb,
): Promise<string> {
  const { width, height, data } = picture;
  const paths = svgPaths(layout.letters, room, room);
  // Several may stand in one page.
  const id = `letters-${createHash('sha256').update(paths).update(data).digest('hex').slice(0, 12)}`;
  const whole = `width="${width}" height="${height}"`;
  const inside = everywhere ? { width, height, data } : picture;
  const image = async (photo: Rgb, fit = '') => `<image ${whole}${fit} href="${await dataUrl(photo)}"`;
  const behind =
    ground === undefined
      ? ''
      : typeof ground === 'string'
        ? `<rect ${whole} fill="${ground}"/>`
        : `${await image(ground, ' preserveAspectRatio="xMidYMid slice"')}/>`;
  return [
    `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${width} ${height}" ${whole} role="img">`,
    `<title>${escaped(text)}</title>`,
    `<defs><clipPath id="${id}">${paths}</clipPath></defs>`,
    `${behind}${await image(inside)} clip-path="url(#${id})"/>`,
    '</svg>\n',
  ].join('\n');
}

async function dataUrl(photo: Rgb): Promise<string> {
  const [extension, mime] = photo.alpha ? ['.png', 'image/png'] : ['.jpg', 'image/jpeg'];
  return `data:${mime};base64,${Buffer.from(await encodePhoto(photo, extension)).toString('base64')}`;
}

/** Each letter by itself, cut to its box and the room around it, and `letters.json`, where each belongs. */
export async function writeEach(
  { picture, layout, room }: PaintedLetters,
  folder: string,
  extension: string,
): Promise<void> {
  await mkdir(folder, { recursive: true });
  const places = await Promise.all(
    layout.letters.map(async ({ text, box }, k) => {
      const file = `${String(k + 1).padStart(3, '0')}${extension}`;
      const area = {
        x: Math.max(0, Math.floor(box.x + room - room / 4)),
        y: Math.max(0, Math.floor(box.y + room - room / 4)),
        width: Math.ceil(box.width + room / 2),
        height: Math.ceil(box.height + room / 2),
      };
      await writePhoto(part(picture, area), join(folder, file));
      return { file, text, ...area };
    }),
  );
  const { width, height } = picture;
  await writeWhole(
    join(folder, 'letters.json'),
    JSON.stringify({ width, height, letters: places }, null, 2) + '\n',
  );
}

function part(picture: Rgb, area: { x: number; y: number; width: number; height: number }): Rgb {
  const width = Math.min(area.width, picture.width - area.x);
  const height = Math.min(area.height, picture.height - area.y);
  const rows = (data: Uint8Array, channels: number) => {
    const cut = new Uint8Array(width * height * channels);
    for (let y = 0; y < height; y++) {
      const from = ((area.y + y) * picture.width + area.x) * channels;
      cut.set(data.subarray(from, from + width * channels), y * width * channels);
    }
    return cut;
  };
  const { data, alpha } = picture;
  return { width, height, data: rows(data, 3), ...(alpha && { alpha: rows(alpha, 1) }) };
}
