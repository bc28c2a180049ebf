'use client';
import type { Photo } from '@atelier/db';
import { useTranslations } from 'next-intl';
import { useRouter } from 'next/navigation';
import { MOST_AT_ONCE } from '@/contracts/upload.ts';
import { wantsDevice } from '@/pictures/device-pictures.ts';
import { toast } from '@/ui/toast.ts';
import { keepPhoto } from './keep-photo.ts';
import { sendPhoto } from './upload.ts';
import { useMoving } from './use-moving.ts';
import { usePictureDrop } from './use-picture-drop.ts';

interface PhotoDropOptions {
  /** New photos are kept in this browser, and not sent to the studio; without, this page does not offer that. */
  onDevice?: boolean;
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
  const { withoutFilms, sayStill } = useMoving({ onDevice: onDevice ?? false, style });
  /** As it is wanted now: this page may not have been alive, and not known it, when the photo came. */
  const staysHere = () => onDevice !== undefined && wantsDevice();
  return usePictureDrop({
    send: async (file) => ({ file, photo: await (staysHere() ? keepPhoto : sendPhoto)(file) }),
    sort: withoutFilms,
    onSent: (sent) => {
      const photos = sent.map(({ photo }) => photo);
      onAdded(photos);
      onChosen(photos.at(-1)!);
      sayStill(sent.filter(({ photo }) => photo.animated).map(({ file }) => file));
      if (sent.length < 2 || staysHere()) return;
      const ids = photos.map(({ id }) => id).slice(0, MOST_AT_ONCE);
      const address = `/batch?photos=${ids.join()}`;
      toast.success(t('batch.added', { count: sent.length }), {
        action: { label: t('batch.paintAll'), onClick: () => router.push(address) },
      });
    },
  });
}
