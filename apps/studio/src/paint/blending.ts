import { blend, fromRgba, toRgba } from '@atelier/stylize';

export interface BlendOptions {
  /** 0: the photo; 1: the painting. */
  strength: number;
  keepColours: boolean;
}

/** A photo and its painting, drawn at the same size; `photo` also has the alpha that the result gets. */
export interface Pair {
  photo: ImageData;
  painting: ImageData;
}

/** Rows that are blended at once where a whole picture would hold up the page. */
const STRIP = 256;

export async function loadBitmap(url: string): Promise<ImageBitmap> {
  const response = await fetch(url);
  if (!response.ok) throw new Error(`${url}: ${response.status}`);
  return createImageBitmap(await response.blob());
}

/** Both pictures at `width` × `height` pixels. */
export function drawPair(photo: ImageBitmap, painting: ImageBitmap, width: number, height: number): Pair {
  const read = (bitmap: ImageBitmap) => scaled(bitmap, width, height).getImageData(0, 0, width, height);
  return { photo: read(photo), painting: read(painting) };
}

/** The painting blended with the photo. */
export function blended({ photo, painting }: Pair, options: BlendOptions): ImageData {
  const result = new ImageData(photo.width, photo.height);
  toRgba(blend(rgbOf(photo), rgbOf(painting), options), result.data);
  return result;
}

/** The blend at the photo's full size as a file. Works strip by strip and lets the page breathe in between. */
export async function blendedFile(
  photo: ImageBitmap,
  painting: ImageBitmap,
  options: BlendOptions,
  type: string,
): Promise<Blob> {
  const { width, height } = photo;
  const [below, above] = [scaled(photo, width, height), scaled(painting, width, height)];
  for (let y = 0; y < height; y += STRIP) {
    const rows = Math.min(STRIP, height - y);
    const pair = {
      photo: below.getImageData(0, y, width, rows),
      painting: above.getImageData(0, y, width, rows),
    };
    above.putImageData(blended(pair, options), 0, y);
    await new Promise((resolve) => setTimeout(resolve));
  }
  if (type === 'image/jpeg') {
    above.globalCompositeOperation = 'destination-over'; // a JPEG has no alpha: what is transparent turns white
    above.fillStyle = 'white';
    above.fillRect(0, 0, width, height);
  }
  return above.canvas.convertToBlob({ type, quality: 0.95 });
}

function scaled(bitmap: ImageBitmap, width: number, height: number): OffscreenCanvasRenderingContext2D {
  const context = new OffscreenCanvas(width, height).getContext('2d', { willReadFrequently: true });
  if (!context) throw new Error(`no canvas of ${width} × ${height} pixels`);
  context.imageSmoothingQuality = 'high';
  context.drawImage(bitmap, 0, 0, width, height);
  return context;
}

const rgbOf = ({ width, height, data }: ImageData) => fromRgba(width, height, data);
