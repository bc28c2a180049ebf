import { fromRgba, type Rgb, toRgba } from '@atelier/stylize';

/** The pixels of what is drawn at this size. */
export function drawnPixels(
  width: number,
  height: number,
  draw: (context: OffscreenCanvasRenderingContext2D) => void,
): Rgb {
  const context = new OffscreenCanvas(width, height).getContext('2d', { willReadFrequently: true });
  if (!context) throw new Error(`this browser has no memory for a picture of ${width} × ${height} pixels`);
  context.imageSmoothingQuality = 'high';
  draw(context);
  return fromRgba(width, height, context.getImageData(0, 0, width, height).data);
}

export function canvasOf(picture: Rgb): OffscreenCanvas {
  const { width, height } = picture;
  const canvas = new OffscreenCanvas(width, height);
  const image = new ImageData(width, height);
  toRgba(picture, image.data);
  canvas.getContext('2d')!.putImageData(image, 0, 0);
  return canvas;
}
