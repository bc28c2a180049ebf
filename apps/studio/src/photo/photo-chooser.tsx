'use client';
import type { Photo } from '@atelier/db';
import { Camera, ImagePlus } from 'lucide-react';
import dynamic from 'next/dynamic';
import { useTranslations } from 'next-intl';
import { useRouter } from 'next/navigation';
import { toast } from 'sonner';
import { cn } from '@/ui/class-names.ts';
import { FileButton } from '@/ui/file-button.tsx';
import { Failures } from '@/ui/notice.tsx';
import { chooseDevicePhoto, isDevicePhoto } from '@/pictures/device-pictures.ts';
import { rememberPhoto } from './chosen-photo.ts';
import { keepFilms } from './film-files.ts';
import { keepPhoto } from './keep-photo.ts';
import { PhotoStrip } from './photo-strip.tsx';
import { sendPhoto } from './upload.ts';
import { usePictureDrop } from './use-picture-drop.ts';

// Not before it is needed: the sample photos cannot be deleted.
const DeletePhoto = dynamic(() => import('./delete-photo.tsx').then(({ DeletePhoto }) => DeletePhoto));

interface PhotoChooserProps {
  photos: Photo[];
  chosen: Photo | undefined;
  onChoose: (photo: Photo) => void;
  /** Photos that came; the last of them is chosen. */
  onAdded: (photos: Photo[]) => void;
  onDeleted: (id: string) => void;
  /** New photos are kept in this browser, and not sent to the studio. */
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
  onDevice = false,
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
  const drop = usePictureDrop({
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
      choose(sent.at(-1)!);
      if (sent.some(({ animated }) => animated)) toast.info(t('upload.animated'));
      if (sent.length < 2 || onDevice) return;
      const address = `/batch?photos=${sent.map(({ id }) => id).join()}`;
      toast.success(t('batch.added', { count: sent.length }), {
        action: { label: t('batch.paintAll'), onClick: () => router.push(address) },
      });
    },
  });

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
      {drop.over && (
        <div className="pointer-events-none fixed inset-3 z-40 flex items-center justify-center rounded-lg border-4 border-dashed border-seal bg-wall/60">
          <p className="rounded-full bg-paper px-6 py-3 text-base shadow-frame">{t('upload.dropNow')}</p>
        </div>
      )}
      <div className="flex flex-wrap items-center gap-x-4 gap-y-2 max-sm:gap-x-2">
        <FileButton
          look={main ? 'seal' : 'outline'}
          size={main ? 'large' : 'normal'}
          className="max-sm:px-3.5"
          input={drop.getInputProps()}
        >
          <ImagePlus aria-hidden />
          {drop.sending > 0
            ? t(onDevice ? 'upload.reading' : 'upload.sending', { count: drop.sending })
            : t('photo.choose')}
        </FileButton>
        {/* Where there is no mouse there is a camera. */}
        <FileButton
          size={main ? 'large' : 'normal'}
          className="max-sm:px-3.5 not-pointer-coarse:hidden"
          input={{
            capture: 'environment',
            onChange: ({ target }) => drop.accept([...(target.files ?? [])]),
          }}
        >
          <Camera aria-hidden />
          {t('photo.camera')}
        </FileButton>
        <p className="min-w-0 flex-1 basis-56 text-xs text-soft">
          {drop.over
            ? t('upload.dropNow')
            : t.rich('upload.dropOrChoose', {
                drop: (words) => <span className="pointer-coarse:hidden">{words}</span>,
              })}
        </p>
      </div>
      {chosen && !chosen.builtIn && <DeletePhoto photo={chosen} onDeleted={deleted} />}
      <Failures of={drop.failures} />
      <PhotoStrip photos={photos} chosen={chosen} onChoose={choose} />
    </section>
  );
}
