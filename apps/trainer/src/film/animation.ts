import type { Rgb } from '@atelier/stylize';
import { fromRgba, toRgba } from '@atelier/stylize';
import sharp from 'sharp';
import { UsageError } from '../errors.ts';
import { readBytes, writeWhole } from '../files/file.ts';
import { MAX_PIXELS } from '../files/photo.ts';
import type { FilmOptions } from './film.ts';

/** Whether a picture file moves. */
export async function moves(path: string): Promise<boolean> {
  const { pages = 1 } = await readBytes(path)
    .then((bytes) => sharp(bytes, { limitInputPixels: false }).metadata())
    .catch(() => ({ pages: 1 })); // no picture, or not to be read: whoever paints it says why
  return pages > 1;
}

/**
 * Writes a moving picture (GIF or WebP, by the end of `out`) painted frame by frame, with its times and as often repeated.
 * @throws UsageError where it cannot be read, or is larger in all its frames than a photo may be; the signal's reason when aborted
 */
export async function paintAnimation(
  path: string,
  out: string,
  { paint, onProgress, signal }: FilmOptions,
): Promise<{ frames: number; width: number; height: number }> {
  const bytes = await readBytes(path);
  const { width, pageHeight: height, pages, delay, loop } = await animated(bytes, path);
  const frames: Uint8Array[] = [];
  onProgress?.(0, pages);
  for (let page = 0; page < pages; page++) {
    signal?.throwIfAborted();
    const painted = await paint(await frame(bytes, page, path));
    frames.push(toRgba(painted));
    onProgress?.(page + 1, pages);
  }
  const whole = sharp(Buffer.concat(frames), {
    raw: { width, height: height * pages, channels: 4, pageHeight: height },
  });
  const times = { delay: delay ?? [], loop: loop ?? 0 };
  const file = out.toLowerCase().endsWith('.gif') ? whole.gif(times) : whole.webp({ ...times, quality: 90 });
  await writeWhole(out, await file.toBuffer());
  return { frames: pages, width, height };
}

async function animated(bytes: Uint8Array, path: string) {
  const facts = await sharp(bytes, { animated: true, limitInputPixels: false })
    .metadata()
    .catch((cause: unknown) => {
      throw new UsageError(`${path}: not a moving picture, or damaged`, {
        cause,
        why: [{ kind: 'notAMovingPicture' }],
      });
    });
  const { width, pageHeight = facts.height, pages = 1, delay, loop } = facts;
  if (width * pageHeight * pages > MAX_PIXELS)
    throw new UsageError(
      `${path}: ${pages} frames of ${width}×${pageHeight} pixels; ${MAX_PIXELS / 1e6} megapixels in all are the most; into .png its first frame is painted`,
      { why: [{ kind: 'manyFrames', frames: pages, width, height: pageHeight, most: MAX_PIXELS / 1e6 }] },
    );
  if (Math.min(width, pageHeight) < 32)
    throw new UsageError(`${path}: frames of ${width}×${pageHeight} pixels; 32 a side are the least`, {
      why: [{ kind: 'smallFrames', width, height: pageHeight }],
    });
  return { width, pageHeight, pages, delay, loop };
}

/** One frame as it is shown, on what of the earlier ones stays. */
async function frame(bytes: Uint8Array, page: number, path: string): Promise<Rgb> {
  try {
    const { data, info } = await sharp(bytes, { page, pages: 1 })
      .toColourspace('srgb')
      .ensureAlpha()
      .raw()
      .toBuffer({ resolveWithObject: true });
    return fromRgba(info.width, info.height, data);
  } catch (cause) {
    throw new UsageError(`${path}: damaged at its frame ${page + 1}`, {
      cause,
      why: [{ kind: 'damagedFrame', frame: page + 1 }],
    });
  }
}
