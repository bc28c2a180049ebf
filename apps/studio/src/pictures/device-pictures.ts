import type { ImageInfo, Photo } from '@atelier/db';
import { imageUrl, type VARIANT_WIDTHS } from '@/contracts/image-address.ts';

/** Addresses of the pictures that are only in this browser, by their SHA-256. They are gone with the page. */
const addresses = new Map<string, string>();

const WANTED = 'atelier-on-device';

/** Whether the visitor wants pictures to stay in this browser, as it is now, also where a page is not alive yet and does not know it. */
export const wantsDevice = () => localStorage.getItem(WANTED) === 'yes';
export const wantDevice = (wanted: boolean) => localStorage.setItem(WANTED, wanted ? 'yes' : 'no');

/** Where a picture is: in this browser only, or in the studio, as its file or in one of these widths. */
export const pictureUrl = (sha256: string, width?: (typeof VARIANT_WIDTHS)[number]) =>
  addresses.get(sha256) ?? imageUrl(sha256, width);

/** Keeps a picture in this browser. @throws DOMException where the browser cannot read it */
export async function keepPicture(file: Blob): Promise<ImageInfo> {
  const { width, height } = await sizeOf(file);
  const hash = new Uint8Array(await crypto.subtle.digest('SHA-256', await file.arrayBuffer()));
  const sha256 = [...hash].map((byte) => byte.toString(16).padStart(2, '0')).join('');
  if (!addresses.has(sha256)) addresses.set(sha256, URL.createObjectURL(file));
  return { sha256, mime: file.type, width, height };
}

/** Of the picture as it is shown. */
async function sizeOf(file: Blob) {
  const bitmap = await createImageBitmap(file);
  const { width, height } = bitmap;
  bitmap.close();
  return { width, height };
}

/** The file of a picture, wherever it is. */
export async function pictureFile(sha256: string): Promise<Blob> {
  const response = await fetch(pictureUrl(sha256));
  if (!response.ok) throw new Error(`${response.url}: ${response.status}`);
  return response.blob();
}

/** No photo of the studio's has such an id. */
const PREFIX = 'device:';
export const isDevicePhoto = ({ id }: Pick<Photo, 'id'>) => id.startsWith(PREFIX);

/** The photos that are in this browser only, the last of them first, and the one that is looked at; they go from page to page. */
let photos: readonly Photo[] = [];
let chosen: Photo | undefined;
export const devicePhotos = () => photos;
export const chosenDevicePhoto = () => chosen;
/** None: a photo of the studio's is looked at. */
export const chooseDevicePhoto = (photo?: Photo) => void (chosen = photo);

export function devicePhoto(image: ImageInfo, alt: string): Photo {
  const id = PREFIX + image.sha256;
  const photo = { id, builtIn: false, alt, credit: null, createdAt: new Date(), image };
  photos = [photo, ...photos.filter((each) => each.id !== id)];
  return photo;
}

export function forgetDevicePhoto(id: string): void {
  photos = photos.filter((photo) => photo.id !== id);
  if (chosen?.id === id) chosen = undefined;
}

/** A picture with a longer side of so many pixels at most, as a file. */
export async function smallPicture(file: Blob, longest: number): Promise<Blob> {
  const whole = await createImageBitmap(file);
  const share = longest / Math.max(whole.width, whole.height);
  if (share >= 1) {
    whole.close();
    return file;
  }
  const [width, height] = [whole.width, whole.height].map((side) => Math.max(1, Math.round(side * share)));
  const canvas = new OffscreenCanvas(width!, height!);
  const context = canvas.getContext('2d')!;
  context.imageSmoothingQuality = 'high';
  context.drawImage(whole, 0, 0, width!, height!);
  whole.close();
  return canvas.convertToBlob({ type: 'image/png' });
}
