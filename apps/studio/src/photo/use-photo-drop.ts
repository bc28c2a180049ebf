'use client';
import type { Photo } from '@atelier/db';
import { useTranslations } from 'next-intl';
import { useRouter } from 'next/navigation';
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
  return usePictureDrop({
    send: onDevice ? keepPhoto : sendPhoto,
    sort: (files) => {
      const { films, others } = keepFilms(files);
      if (films.length > 0 && onDevice) toast.error(t('films.notOnDevice'));
      else if (films.length > 0) {
        toast.info(t('films.given', { count: films.length }));
        router.push(`/films${style === undefined ? '' : `?style=${style}`}`);
      }
      return others;
    },
    onSent: (sent) => {
      onAdded(sent);
      onChosen(sent.at(-1)!);
      if (sent.some(({ animated }) => animated)) toast.info(t('upload.animated'));
      if (sent.length < 2 || onDevice) return;
      const address = `/batch?photos=${sent.map(({ id }) => id).join()}`;
      toast.success(t('batch.added', { count: sent.length }), {
        action: { label: t('batch.paintAll'), onClick: () => router.push(address) },
      });
    },
  });
}
