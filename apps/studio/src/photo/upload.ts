import type { Photo } from '@atelier/db';
import { MAX_PICTURE_BYTES } from '@/contracts/upload.ts';
import { at } from '@/contracts/base-path.ts';
import { Refused } from '@/contracts/refused.ts';
import { ask } from '@/trpc/ask.ts';

/** Sends a picture as the body of a request; gives the server's answer. @throws Refused */
export async function sendPicture<T>(url: string, file: Blob): Promise<T> {
  if (file.size > MAX_PICTURE_BYTES) throw new Refused('tooBig');
  const answer = await ask(url, { method: 'POST', body: file });
  return (await answer.json()) as T;
}

/** A photo as the server keeps it, and whether it moved before. */
export type SentPhoto = Photo & { animated: boolean };

/** Keeps a photo to paint; it is called as its file is. */
export function sendPhoto(file: File): Promise<SentPhoto> {
  const alt = encodeURIComponent(file.name.replace(/\.\w+$/, ''));
  return sendPicture<SentPhoto>(at(`/api/pictures?alt=${alt}`), file);
}
