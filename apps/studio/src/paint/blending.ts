import { ask } from '@/trpc/ask.ts';
import { blend, fromRgba, toRgba } from '@atelier/stylize';
import { applyMask, type Mask } from './mask.ts';
import { mixInto, toOklab } from './oklab.ts';

export interface BlendOptions {
  /** 0: the photo; 1: the painting. */
  strength: number;
  keepColours: boolean;
  /** How much of the other painting is mixed into the first, 0..1; nothing where there is none. */
  share: number;
}

/** A photo, its painting, and one in another style to mix in. */
export interface Layers<T> {
  photo: T;
  painting: T;
  other?: T | undefined;
}

/** Them drawn at the same size; `photo` also has the alpha that the result gets. */
export interface Drawn {
  photo: ImageData;
  painting: ImageData;
  /** The two paintings in Oklab, where there are two. */
  labs?: [Float32Array, Float32Array];
}

/** Rows that are blended at once where a whole picture would hold up the page. */
const STRIP = 256;

export async function loadBitmap(url: string): Promise<ImageBitmap> {
  const answer = await ask(url, {});
  return createImageBitmap(await answer.blob());
}

/** A square part of a picture in shares of its width and height: its corner, and its side. */
export interface Part {
  x: number;
  y: number;
  size: number;
}
const ALL: Part = { x: 0, y: 0, size: 1 };

/** The same part of all of them at `width` × `height` pixels. */
export function draw(
  { photo, painting, other }: Layers<ImageBitmap>,
  width: number,
  height: number,
  part = ALL,
): Drawn {
  const read = (bitmap: ImageBitmap) => scaled(bitmap, width, height, part).getImageData(0, 0, width, height);
  return inOklab({ photo: read(photo), painting: read(painting), other: other && read(other) });
}

const inOklab = ({ photo, painting, other }: Layers<ImageData>): Drawn => ({
  photo,
  painting,
  ...(other && { labs: [toOklab(painting.data), toOklab(other.data)] }),
});

/** The painting, or the two mixed, blended with the photo. */
export function blended({ photo, painting, labs }: Drawn, { share, ...options }: BlendOptions): ImageData {
  const { width, height } = photo;
  let above = painting;
  if (labs) {
    above = new ImageData(new Uint8ClampedArray(painting.data), width, height);
    mixInto(above.data, ...labs, share);
  }
  const result = new ImageData(width, height);
  toRgba(blend(rgbOf(photo), rgbOf(above), options), result.data);
  return result;
}

/** The blend at the photo's full size as a file. Works strip by strip and lets the page breathe in between. */
export async function blendedFile(
  { photo, painting, other }: Layers<ImageBitmap>,
  options: BlendOptions,
  mask: Mask,
  type: string,
): Promise<Blob> {
  const { width, height } = photo;
  const [below, above] = [scaled(photo, width, height), scaled(painting, width, height)];
  const second = other && scaled(other, width, height);
  for (let y = 0; y < height; y += STRIP) {
    const rows = Math.min(STRIP, height - y);
    const strip = (context: OffscreenCanvasRenderingContext2D) => context.getImageData(0, y, width, rows);
    const drawn = inOklab({ photo: strip(below), painting: strip(above), other: second && strip(second) });
    above.putImageData(blended(drawn, options), 0, y);
    await new Promise((resolve) => setTimeout(resolve));
  }
  if (mask.strokes.length > 0) {
    applyMask(above, mask);
    above.globalCompositeOperation = 'destination-over';
    above.drawImage(below.canvas, 0, 0);
  }
  if (type === 'image/jpeg') {
    above.globalCompositeOperation = 'destination-over'; // a JPEG has no alpha: what is transparent turns white
    above.fillStyle = 'white';
    above.fillRect(0, 0, width, height);
  }
  return above.canvas.convertToBlob({ type, quality: 0.95 });
}

function scaled(
  bitmap: ImageBitmap,
  width: number,
  height: number,
  { x, y, size }: Part = ALL,
): OffscreenCanvasRenderingContext2D {
  const context = new OffscreenCanvas(width, height).getContext('2d', { willReadFrequently: true });
  if (!context) throw new Error(`no canvas of ${width} × ${height} pixels`);
  context.imageSmoothingQuality = 'high';
  const from = [x * bitmap.width, y * bitmap.height, size * bitmap.width, size * bitmap.height] as const;
  context.drawImage(bitmap, ...from, 0, 0, width, height);
  return context;
}

const rgbOf = ({ width, height, data }: ImageData) => fromRgba(width, height, data);
