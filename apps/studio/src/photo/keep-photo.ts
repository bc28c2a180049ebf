import { LEAST_SIDE } from '@atelier/stylize';
import { devicePhoto, keepPicture } from '@/pictures/device-pictures.ts';
import { MAX_PICTURE_BYTES, MAX_PICTURE_PIXELS } from '@/contracts/upload.ts';
import { Refused } from '@/contracts/refused.ts';
import type { SentPhoto } from './upload.ts';

/** Keeps a photo to paint in this browser only; it is called as its file is. @throws Refused */
export async function keepPhoto(file: File): Promise<SentPhoto> {
  if (!isSecureContext) throw new Refused({ kind: 'unsafeAddress' });
  if (file.size === 0) throw new Refused('empty');
  if (file.size > MAX_PICTURE_BYTES) throw new Refused('tooBig');
  const image = await keepPicture(file).catch(() => {
    throw new Refused('unreadable');
  });
  if (image.width * image.height > MAX_PICTURE_PIXELS) throw new Refused('tooManyPixels');
  if (Math.min(image.width, image.height) < LEAST_SIDE) throw new Refused('tooSmall');
  return { ...devicePhoto(image, file.name.replace(/\.\w+$/, '')), animated: false };
}
