import type { ImageInfo } from '@atelier/db';
import type { Remote } from 'comlink';
import { imageUrl } from '@/contracts/image-address.ts';
import { type Eye, SLOW_SIDE } from './eye.ts';

/** What the slow method works on: the photo and the style, both so small that each of its steps takes a moment. */
export async function slowPictures(eye: Remote<Eye>, photo: ImageInfo, style: ImageInfo) {
  return {
    content: await eye.picture(imageUrl(photo.sha256, 320), SLOW_SIDE),
    style: await eye.picture(imageUrl(style.sha256, 480), SLOW_SIDE),
  };
}
