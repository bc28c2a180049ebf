import type { Photo } from '@atelier/db';
import { MAX_PICTURE_BYTES, type Refusal } from '@/contracts/upload.ts';
import { at } from '@/contracts/base-path.ts';

/** Why a picture did not get through: the server's reason, or what happened on the way. */
export class UploadFailed extends Error {
  readonly reason: Refusal | null;
  constructor(reason: Refusal | null, detail = '') {
    super(detail);
    this.reason = reason;
  }
}

/** Sends a picture as the body of a request; gives the server's answer. Throws UploadFailed. */
export async function sendPicture<T>(url: string, file: Blob): Promise<T> {
  if (file.size > MAX_PICTURE_BYTES) throw new UploadFailed('tooBig');
  const response = await fetch(url, { method: 'POST', body: file }).catch((error: unknown) => {
    throw new UploadFailed(null, String(error));
  });
  if (response.ok) return (await response.json()) as T;
  throw refused(await response.text());
}

/** What the studio, or a proxy before it, answered to what it did not take. */
export function refused(answer: string): UploadFailed {
  try {
    const { reason, detail } = JSON.parse(answer) as { reason?: Refusal; detail?: string };
    return new UploadFailed(reason ?? null, detail);
  } catch {
    return new UploadFailed(null, answer);
  }
}

/** A photo as the server keeps it, and whether it moved before. */
export type SentPhoto = Photo & { animated: boolean };

/** Keeps a photo to paint; it is called as its file is. */
export function sendPhoto(file: File): Promise<SentPhoto> {
  const alt = encodeURIComponent(file.name.replace(/\.\w+$/, ''));
  return sendPicture<SentPhoto>(at(`/api/pictures?alt=${alt}`), file);
}
