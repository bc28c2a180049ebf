'use client';
import type { Photo } from '@atelier/db';
import dynamic from 'next/dynamic';
import { useTranslations } from 'next-intl';
import { useRouter } from 'next/navigation';
import { cn } from '@/ui/class-names.ts';
import { Failures } from '@/ui/notice.tsx';
import { chooseDevicePhoto, isDevicePhoto } from '@/pictures/device-pictures.ts';
import { rememberPhoto } from './chosen-photo.ts';
import { PhotoButtons } from './photo-buttons.tsx';
import { PhotoStrip } from './photo-strip.tsx';
import { usePhotoDrop } from './use-photo-drop.ts';

// Not before it is needed: the sample photos cannot be deleted.
const DeletePhoto = dynamic(() => import('./delete-photo.tsx').then(({ DeletePhoto }) => DeletePhoto));

interface PhotoChooserProps {
  photos: Photo[];
  chosen: Photo | undefined;
  onChoose: (photo: Photo) => void;
  /** Photos that came; the last of them is chosen. */
  onAdded: (photos: Photo[]) => void;
  onDeleted: (id: string) => void;
  /** New photos are kept in this browser, and not sent to the studio; without, this page does not offer that. */
  onDevice?: boolean;
  /** The style that is looked at: films are painted in it. */
  style?: string;
  /** The first thing that a visitor is to do on this page. */
  main?: boolean;
  className?: string;
}

/** The visitor's photo: dropped, pasted, picked, or one of those that are there. */
export function PhotoChooser({
  photos,
  chosen,
  onChoose,
  onAdded,
  onDeleted,
  onDevice,
  style,
  main = false,
  className,
}: PhotoChooserProps) {
  const t = useTranslations();
  const router = useRouter();
  /** Refreshes: going back would show pages as they were, with other photos and another one chosen. */
  const choose = (photo: Photo) => {
    onChoose(photo);
    const here = isDevicePhoto(photo);
    chooseDevicePhoto(here ? photo : undefined);
    if (here) return;
    rememberPhoto(photo.id);
    router.refresh();
  };
  const drop = usePhotoDrop({ onDevice, style, onAdded, onChosen: choose });

  /** Another one is chosen in its place. */
  const deleted = (id: string) => {
    onDeleted(id);
    const next = photos.find((photo) => photo.id !== id);
    if (chosen?.id === id && next) choose(next);
    else router.refresh();
  };

  return (
    <section
      {...drop.getRootProps({ role: 'region' })}
      aria-label={t('paint.photo')}
      className={cn(
        'rounded-lg outline-2 outline-offset-8 outline-transparent outline-dashed',
        drop.over && 'outline-seal',
        className,
      )}
    >
      <PhotoButtons {...{ drop, onDevice, main }} />
      {chosen && !chosen.builtIn && <DeletePhoto photo={chosen} onDeleted={deleted} />}
      <Failures of={drop.failures} />
      <PhotoStrip photos={photos} chosen={chosen} onChoose={choose} />
    </section>
  );
}
