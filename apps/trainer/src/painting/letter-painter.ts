import {
  type Content,
  cutOut,
  drawnContent,
  type Field,
  filledContent,
  randomNumbers,
  textured,
} from '@atelier/lettering';
import { fromRgba, LEAST_SIDE, openPainter, type Strokes, type Rgb } from '@atelier/stylize';
import { nodeEngine } from '@atelier/stylize/node';
import { naming, readCheckpointFile } from '../files/checkpoint-file.ts';
import { readPhoto } from '../files/photo.ts';
import { readTexture } from './letter-texture.ts';
import { openRowFile } from './row-file.ts';

/** drawn: strokes run along the letters; filled: letters are windows onto a painting; texture: they look like designed ones. */
export type Brush =
  | {
      way: 'drawn' | 'filled';
      /** A .safetensors, .onnx or .pth file. */
      network: string;
      suitedSize?: number | undefined;
      strokes: Strokes;
      /** What is seen through the windows; clouds of noise without. */
      photo?: string | undefined;
    }
  | {
      way: 'texture';
      /** The name of one that comes along, or a picture. */
      texture: string;
      mask?: string | undefined;
    };

export interface Hooks {
  signal?: AbortSignal | undefined;
  /** 0..1 */
  onProgress?: ((done: number) => void) | undefined;
}

/** Letters to paint. */
export interface Shapes {
  /** 0..1 */
  mask: Field;
  /** Signed, see `signedDistance`. */
  distance: Field;
  /** Pixels of an em. */
  size: number;
  seed: number;
}

export interface LetterPainter {
  /** How much room an effect needs around the letters, in ems. */
  room: number;
  /** Colours go on beyond the letters, where alpha hides them. */
  everywhere: boolean;
  paint(shapes: Shapes, hooks?: Hooks): Promise<Rgb>;
  close(): Promise<void>;
}

/** @throws UsageError where the network, the photo or the texture does not do */
export async function openLetterPainter(brush: Brush): Promise<LetterPainter> {
  if (brush.way === 'texture') {
    const texture = await readTexture(brush.texture, brush.mask);
    return {
      room: 1 / 4,
      everywhere: false,
      async paint({ mask, seed }, { signal, onProgress } = {}) {
        const rgba = await textured(texture, mask, { seed, ...(signal && { signal }), ...(onProgress && { onProgress }) }); // prettier-ignore
        return fromRgba(mask.width, mask.height, rgba);
      },
      close: () => Promise.resolve(),
    };
  }
  const { way, network, photo, strokes, suitedSize } = brush;
  const checkpoint = await readCheckpointFile(network);
  const painter = await naming(network, () =>
    openPainter(checkpoint, nodeEngine(0), { store: openRowFile, suitedSize }),
  );
  return {
    room: 1 / 6,
    everywhere: true,
    async paint({ distance, size, seed }, { signal } = {}) {
      signal?.throwIfAborted();
      const { width, height } = distance;
      const content =
        way === 'drawn'
          ? drawnContent(distance, size, seed)
          : photo === undefined
            ? filledContent(distance, size, seed)
            : await windowOnto(photo, { width, height }, seed);
      const { data } = await painter.paint(content, { strokes });
      return { width, height, data, alpha: cutOut({ width, height, data }, distance, size) };
    },
    close: () => painter.close(),
  };
}

/** A part of a photo, of some size: with the first seed the middle, as large as it goes, with another one elsewhere. */
async function windowOnto(
  path: string,
  { width, height }: { width: number; height: number },
  seed: number,
): Promise<Content> {
  const { default: sharp } = await import('sharp');
  const whole = await readPhoto(path, { least: LEAST_SIDE });
  const random = randomNumbers(seed);
  const [zoom, across, down] = seed === 1 ? [1, 0.5, 0.5] : [1 - 0.4 * random(), random(), random()];
  const scale = zoom * Math.min(whole.width / width, whole.height / height);
  const part = { width: Math.max(1, Math.floor(width * scale)), height: Math.max(1, Math.floor(height * scale)) }; // prettier-ignore
  const data = await sharp(whole.data, { raw: { width: whole.width, height: whole.height, channels: 3 } })
    .extract({
      ...part,
      left: Math.floor((whole.width - part.width) * across),
      top: Math.floor((whole.height - part.height) * down),
    }) // prettier-ignore
    .resize(width, height, { fit: 'fill' })
    .raw()
    .toBuffer();
  return { width, height, data: new Uint8Array(data) };
}
