'use client';
import type { Photo } from '@atelier/db';
import { useTranslations } from 'next-intl';
import { useRouter } from 'next/navigation';
import { isFilmName } from '@/contracts/film-file.ts';
import { toast } from '@/ui/toast.ts';
import { keepFilms } from './film-files.ts';
import { keepPhoto } from './keep-photo.ts';
import { sendPhoto } from './upload.ts';
import { usePictureDrop } from './use-picture-drop.ts';

interface PhotoDropOptions {
  /** New photos are kept in this browser, and not sent to the studio. */
  onDevice: boolean;
  /** The style that films among them are painted in. */
  style: string | undefined;
  /** Photos that came. */
  onAdded: (photos: Photo[]) => void;
  /** The last of them. */
  onChosen: (photo: Photo) => void;
}

/** Takes photos that are dropped, pasted or picked: several may be painted as a batch, and films go to their own page. */
export function usePhotoDrop({ onDevice, style, onAdded, onChosen }: PhotoDropOptions) {
  const t = useTranslations();
  const router = useRouter();
  const paintFilms = (films: File[]) => {
    keepFilms(films);
    router.push(`/films${style === undefined ? '' : `?style=${style}`}`);
  };
  return usePictureDrop({
    send: async (file) => ({ file, photo: await (onDevice ? keepPhoto : sendPhoto)(file) }),
    sort: (files) => {
      const films = files.filter(({ name }) => isFilmName(name));
      if (films.length > 0 && onDevice) toast.error(t('films.notOnDevice'));
      else if (films.length > 0) {
        toast.info(t('films.given', { count: films.length }));
        paintFilms(films);
      }
      return files.filter((file) => !films.includes(file));
    },
    onSent: (sent) => {
      const photos = sent.map(({ photo }) => photo);
      onAdded(photos);
      onChosen(photos.at(-1)!);
      const moving = sent.filter(({ photo }) => photo.animated).map(({ file }) => file);
      // They are asked for, not sent to the films at once: most who choose such a file for a photo want a picture.
      if (moving.length > 0)
        toast.info(
          t('upload.animated'),
          onDevice ? {} : { action: { label: t('upload.paintMoving'), onClick: () => paintFilms(moving) } },
        );
      if (sent.length < 2 || onDevice) return;
      const address = `/batch?photos=${photos.map(({ id }) => id).join()}`;
      toast.success(t('batch.added', { count: sent.length }), {
        action: { label: t('batch.paintAll'), onClick: () => router.push(address) },
      });
    },
  });
}
