import {
  type Content,
  cutOut,
  drawnContent,
  filledContent,
  layOut,
  type Font,
  type Layout,
  LetteringError,
  signedDistance,
  type TextSettings,
} from '@atelier/lettering';
import { coverage, fontNames, openBuiltInFont, readFont } from '@atelier/lettering/node';
import { openPainter, type Strokes } from '@atelier/stylize';
import { nodeEngine } from '@atelier/stylize/node';
import { UsageError } from '../errors.ts';
import { naming, readCheckpointFile } from '../files/checkpoint-file.ts';
import { readBytes } from '../files/file.ts';
import { type Photo, readPhoto } from '../files/photo.ts';
import { openRowFile } from './row-file.ts';

export const ways = ['drawn', 'filled'] as const;

export interface LettersSettings extends TextSettings {
  /** A .safetensors, .onnx or .pth file. */
  network: string;
  suitedSize?: number | undefined;
  strokes: Strokes;
  /** drawn: strokes run along the letters; filled: letters are windows onto a painting. */
  way: (typeof ways)[number];
  /** What is seen through the windows; clouds of noise without. */
  photo?: string | undefined;
  /** The name of a font that comes along, a file, or `auto`: of those that come along, the first that has the letter. */
  font: string;
  seed: number;
}

export interface PaintedLetters {
  /** With alpha. */
  picture: Photo;
  layout: Layout;
  /** Transparent pixels around the layout on each side. */
  margin: number;
}

/** The most that a word may have: painting and distances take some 60 bytes a pixel. */
const MOST_PIXELS = 24e6;

/** @throws UsageError where the text, the font, the photo or the network does not do */
export async function paintLetters(text: string, settings: LettersSettings): Promise<PaintedLetters> {
  const { size, seed, way, photo, network } = settings;
  const layout = await telling(async () => layOut(text, await fontsOf(settings.font), settings));
  const margin = Math.ceil(size / 6);
  const area = {
    ...{ x: -margin, y: -margin },
    width: Math.ceil(layout.width) + 2 * margin,
    height: Math.ceil(layout.height) + 2 * margin,
  };
  const pixels = area.width * area.height;
  if (pixels > MOST_PIXELS)
    throw new UsageError(`the picture would have ${area.width}×${area.height} pixels, more than 24 million; choose a smaller --size`); // prettier-ignore
  const distance = signedDistance(await coverage(layout.letters, area));
  const content =
    way === 'drawn'
      ? drawnContent(distance, size, seed)
      : photo === undefined
        ? filledContent(distance, size, seed)
        : await covering(photo, area);
  const checkpoint = await readCheckpointFile(network);
  const painter = await naming(network, () =>
    openPainter(checkpoint, nodeEngine(0), { store: openRowFile, suitedSize: settings.suitedSize }),
  );
  try {
    const { data } = await painter.paint(content, { strokes: settings.strokes });
    const painting = { width: area.width, height: area.height, data };
    return {
      picture: { width: area.width, height: area.height, rgb: data, alpha: cutOut(painting, distance, size) },
      layout,
      margin,
    };
  } finally {
    await painter.close();
  }
}

async function fontsOf(font: string): Promise<Font[]> {
  const name = fontNames.find((each) => each === font);
  if (name) return openBuiltInFont(name);
  if (font === 'auto') return (await Promise.all(fontNames.map(openBuiltInFont))).flat();
  return [await readFont(font, await readBytes(font))];
}

async function telling<T>(work: () => Promise<T>): Promise<T> {
  try {
    return await work();
  } catch (error) {
    if (error instanceof LetteringError) throw new UsageError(error.message, { cause: error });
    throw error;
  }
}

/** The middle of a photo, scaled so that it covers the area. */
async function covering(
  path: string,
  { width, height }: { width: number; height: number },
): Promise<Content> {
  const { default: sharp } = await import('sharp');
  const { rgb, ...whole } = await readPhoto(path, { least: 32 });
  const data = await sharp(rgb, { raw: { width: whole.width, height: whole.height, channels: 3 } })
    .resize(width, height, { fit: 'cover' })
    .raw()
    .toBuffer();
  return { width, height, data: new Uint8Array(data) };
}
