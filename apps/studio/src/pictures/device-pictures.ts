import type { ImageInfo, Photo } from '@atelier/db';
import { imageUrl, type VARIANT_WIDTHS } from '@/contracts/image-address.ts';

/** Addresses of the pictures that are only in this browser, by their SHA-256. They are gone with the page. */
const addresses = new Map<string, string>();

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
export const devicePhoto = (image: ImageInfo, alt: string): Photo => ({
  id: PREFIX + image.sha256,
  builtIn: false,
  alt,
  credit: null,
  createdAt: new Date(),
  image,
});
