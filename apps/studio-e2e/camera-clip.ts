/** A clip that Chromium takes for a camera. */
import { open } from 'node:fs/promises';
import path from 'node:path';
import sharp from 'sharp';

const photos = path.join(import.meta.dirname, '../../assets/photos');

/** Of the clip that the browser takes for a camera: it pans over a photo, and stops for none. */
export const CAMERA = { width: 320, height: 240 };
const FRAMES = 24;
const STEP = 8;

/** Its frames, as RGB. */
export async function cameraFrames({ width, height } = CAMERA) {
  const across = width + FRAMES * STEP;
  const photo = sharp(path.join(photos, 'held-out/darknet-horses.jpg'))
    .resize(across, height, { fit: 'cover' })
    .removeAlpha();
  const frames = Array.from({ length: FRAMES }, (_, frame) =>
    photo
      .clone()
      .extract({ left: frame * STEP, top: 0, width, height })
      .raw()
      .toBuffer(),
  );
  return Promise.all(frames);
}

/** Writes frames of YUV 4:2:0 (ITU-R BT.601, video range) in the YUV4MPEG2 format, `rate` a second. */
export async function writeClip(file: string, rate = 10, { width, height } = CAMERA): Promise<void> {
  const clip = await open(file, 'w');
  await clip.write(`YUV4MPEG2 W${width} H${height} F${rate}:1 Ip A1:1 C420mpeg2\n`);
  for (const rgb of await cameraFrames({ width, height })) {
    const planes = Buffer.alloc((width * height * 3) / 2);
    for (let y = 0; y < height; y++)
      for (let x = 0; x < width; x++) {
        const [r, g, b] = rgb.subarray(3 * (y * width + x)) as unknown as [number, number, number];
        planes[y * width + x] = 16 + 0.257 * r + 0.504 * g + 0.098 * b;
        if (x % 2 || y % 2) continue;
        const colour = width * height + ((y / 2) * width) / 2 + x / 2;
        planes[colour] = 128 - 0.148 * r - 0.291 * g + 0.439 * b;
        planes[colour + (width * height) / 4] = 128 + 0.439 * r - 0.368 * g - 0.071 * b;
      }
    await clip.write('FRAME\n');
    await clip.write(planes);
  }
  await clip.close();
}
