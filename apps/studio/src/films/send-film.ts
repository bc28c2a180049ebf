import type { FilmOptions } from '@atelier/stylize/film-options';
import { at } from '@/contracts/base-path.ts';
import { MAX_FILM_BYTES } from '@/contracts/upload.ts';
import { Refused } from '@/contracts/refused.ts';
import { noAnswer, refused } from '@/trpc/ask.ts';

/**
 * Sends a film, and says how much of it has gone, 0..1: by XMLHttpRequest, as fetch does not tell.
 * @throws Refused
 */
export function sendFilm(
  file: File,
  checkpoint: string,
  options: FilmOptions,
  onProgress: (sent: number) => void,
): Promise<void> {
  if (file.size > MAX_FILM_BYTES) throw new Refused('filmTooBig');
  const { strokes, strength, keepColours, steady } = options;
  const query = new URLSearchParams({
    ...{ name: file.name, checkpoint, strokes },
    ...{ strength: String(strength), keepColours: String(keepColours), steady: String(steady) },
  });
  return new Promise((resolve, reject) => {
    const request = new XMLHttpRequest();
    request.open('POST', at(`/api/films?${query}`));
    request.upload.onprogress = ({ loaded, total }) => onProgress(loaded / total);
    request.onload = () => {
      if (request.status === 200) resolve();
      else reject(refused(request.status, request.responseText));
    };
    // Browsers give up alike where the file is gone, which reading it tells.
    request.onerror = () =>
      void file
        .slice(0, 1)
        .arrayBuffer()
        .then(() => reject(noAnswer()), reject);
    request.send(file);
  });
}
