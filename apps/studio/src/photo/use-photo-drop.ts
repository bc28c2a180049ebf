'use client';
import type { Photo } from '@atelier/db';
import { useTranslations } from 'next-intl';
import { useRouter } from 'next/navigation';
import { MOST_AT_ONCE } from '@/contracts/upload.ts';
import { toast } from '@/ui/toast.ts';
import { keepPhoto } from './keep-photo.ts';
import { sendPhoto } from './upload.ts';
import { useMoving } from './use-moving.ts';
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
  const { withoutFilms, sayStill } = useMoving({ onDevice, style });
  return usePictureDrop({
    send: async (file) => ({ file, photo: await (onDevice ? keepPhoto : sendPhoto)(file) }),
    sort: withoutFilms,
    onSent: (sent) => {
      const photos = sent.map(({ photo }) => photo);
      onAdded(photos);
      onChosen(photos.at(-1)!);
      sayStill(sent.filter(({ photo }) => photo.animated).map(({ file }) => file));
      if (sent.length < 2 || onDevice) return;
      const ids = photos.map(({ id }) => id).slice(0, MOST_AT_ONCE);
      const address = `/batch?photos=${ids.join()}`;
      toast.success(t('batch.added', { count: sent.length }), {
        action: { label: t('batch.paintAll'), onClick: () => router.push(address) },
      });
    },
  });
}
