'use client';
import type { Photo } from '@atelier/db';
import { useTranslations } from 'next-intl';
import { useNames } from '@/i18n/use-names.ts';
import { Picture } from '@/ui/picture.tsx';
import { useChosenInSight } from '@/ui/use-chosen-in-sight.ts';

interface PhotoStripProps {
  photos: Photo[];
  chosen: Photo | undefined;
  onChoose: (photo: Photo) => void;
}

/** The photos that are there, in a row; one of them is chosen. */
export function PhotoStrip({ photos, chosen, onChoose }: PhotoStripProps) {
  const t = useTranslations('photo');
  const names = useNames();
  const list = useChosenInSight<HTMLUListElement>('[aria-pressed=true]', chosen?.id);
  return (
    <ul ref={list} className="relative -mx-1 mt-3 flex gap-2 overflow-x-auto px-1 py-1.5">
      {photos.map((photo) => (
        <li key={photo.id} className="shrink-0">
          <button
            type="button"
            aria-pressed={photo.id === chosen?.id}
            aria-label={t('use', { alt: names.photo(photo) })}
            onClick={() => onChoose(photo)}
            className="block overflow-hidden rounded-frame opacity-70 ring-seal ring-offset-2 ring-offset-wall transition-opacity hover:opacity-100 aria-pressed:opacity-100 aria-pressed:ring-2"
          >
            <Picture image={photo.image} alt="" sizes="96px" tallest="3.5rem" className="max-w-40" />
          </button>
        </li>
      ))}
    </ul>
  );
}
