import type { Picture } from '@atelier/model';

/** A picture of this studio as a loss network takes it: its short side `side` pixels, the long one a multiple of 8. */
export async function pictureFrom(url: string, side: number): Promise<Picture> {
  const response = await fetch(url);
  if (!response.ok) throw new Error(`the picture could not be fetched (${response.status})`);
  const bitmap = await createImageBitmap(await response.blob());
  const scale = side / Math.min(bitmap.width, bitmap.height);
  const [width, height] = [bitmap.width, bitmap.height].map((length) => Math.round((length * scale) / 8) * 8);
  const context = new OffscreenCanvas(width!, height!).getContext('2d')!;
  context.imageSmoothingQuality = 'high';
  context.drawImage(bitmap, 0, 0, width!, height!);
  bitmap.close();
  return fromPixels(context.getImageData(0, 0, width!, height!));
}

/** RGB 0..1 of a canvas's pixels. */
function fromPixels({ data, width, height }: ImageData): Picture {
  const rgb = Float32Array.from(
    { length: width * height * 3 },
    (_, k) => data[Math.floor(k / 3) * 4 + (k % 3)]! / 255,
  );
  return { width, height, data: rgb };
}

/** A canvas's pixels of a picture. */
export function toPixels({ data, width, height }: Picture): ImageData {
  const pixels = new ImageData(width, height);
  for (let place = 0; place < width * height; place++) {
    for (let channel = 0; channel < 3; channel++)
      pixels.data[place * 4 + channel] = Math.round(data[place * 3 + channel]! * 255);
    pixels.data[place * 4 + 3] = 255;
  }
  return pixels;
}
