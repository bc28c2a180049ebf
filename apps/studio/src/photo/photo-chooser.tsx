'use client';
import type { Photo } from '@atelier/db';
import { ImagePlus } from 'lucide-react';
import { useTranslations } from 'next-intl';
import { Button } from '@/ui/button.tsx';
import { cn } from '@/ui/class-names.ts';
import { Failure } from '@/ui/notice.tsx';
import { Picture } from '@/ui/picture.tsx';
import { rememberPhoto } from './chosen-photo.ts';
import { sendPicture } from './upload.ts';
import { usePictureDrop } from './use-picture-drop.ts';

interface PhotoChooserProps {
  photos: Photo[];
  chosen: Photo | undefined;
  onChoose: (photo: Photo) => void;
  className?: string;
}

/** The visitor's photo: dropped, pasted, picked, or one of those that are there. */
export function PhotoChooser({ photos, chosen, onChoose, className }: PhotoChooserProps) {
  const t = useTranslations();
  const choose = (photo: Photo) => {
    rememberPhoto(photo.id);
    onChoose(photo);
  };
  const drop = usePictureDrop(async (file) => {
    const alt = encodeURIComponent(file.name.replace(/\.\w+$/, ''));
    choose(await sendPicture<Photo>(`/api/pictures?alt=${alt}`, file));
  });

  return (
    <section
      {...drop.getRootProps()}
      aria-label={t('paint.photo')}
      className={cn(
        'rounded-lg outline-2 outline-offset-8 outline-transparent outline-dashed',
        drop.isDragActive && 'outline-seal',
        className,
      )}
    >
      <div className="flex flex-wrap items-center gap-x-4 gap-y-2">
        <Button onClick={drop.open} disabled={drop.busy}>
          <ImagePlus aria-hidden />
          {drop.busy ? t('upload.sending') : t('photo.choose')}
        </Button>
        <input {...drop.getInputProps({ accept: 'image/*', 'aria-label': t('photo.choose') })} />
        <p className="min-w-0 flex-1 basis-56 text-xs text-soft">
          {drop.isDragActive ? t('upload.dropNow') : `${t('upload.drop')} ${t('upload.limits')}`}
        </p>
      </div>
      {drop.failure && (
        <div className="mt-3">
          <Failure>{drop.failure}</Failure>
        </div>
      )}
      <ul className="-mx-1 mt-3 flex gap-2 overflow-x-auto px-1 py-1.5">
        {photos.map((photo) => (
          <li key={photo.id} className="shrink-0">
            <button
              type="button"
              aria-pressed={photo.id === chosen?.id}
              aria-label={t('photo.use', { alt: photo.alt })}
              onClick={() => choose(photo)}
              className="block overflow-hidden rounded-frame opacity-70 ring-seal ring-offset-2 ring-offset-wall transition-opacity hover:opacity-100 aria-pressed:opacity-100 aria-pressed:ring-2"
            >
              <Picture image={photo.image} alt="" sizes="96px" className="h-14 w-18 object-cover" />
            </button>
          </li>
        ))}
      </ul>
    </section>
  );
}
