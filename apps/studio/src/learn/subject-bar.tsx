import type { ImageInfo, Photo, Style } from '@atelier/db';
import { useTranslations } from 'next-intl';
import type { ReactNode } from 'react';
import { useNames } from '@/i18n/use-names.ts';
import { cn } from '@/ui/class-names.ts';
import { Picture } from '@/ui/picture.tsx';

/** So many photos can be chosen from. */
const MOST_PHOTOS = 12;

interface SubjectBarProps {
  photos: Photo[];
  photo: Photo;
  onPhoto: (photo: Photo) => void;
  styles: Style[];
  style: Style;
  onStyle: (style: Style) => void;
}

/** What the page is shown with: a photo and a style, in sight wherever one reads. */
export function SubjectBar({ photos, photo, onPhoto, styles, style, onStyle }: SubjectBarProps) {
  const t = useTranslations('learn');
  const names = useNames();
  return (
    <div className="sticky top-0 z-10 -mx-4 flex flex-wrap gap-x-8 gap-y-2 border-b border-line bg-wall/95 px-4 py-3 backdrop-blur-sm">
      <Row label={t('photo')}>
        {photos.slice(0, MOST_PHOTOS).map((each) => (
          <Chip
            key={each.id}
            image={each.image}
            label={t('usePhoto', { name: names.photo(each) })}
            chosen={each.id === photo.id}
            onChoose={() => onPhoto(each)}
          />
        ))}
      </Row>
      <Row label={t('style')}>
        {styles.map((each) => (
          <Chip
            key={each.id}
            image={each.image}
            label={t('useStyle', { name: names.title(each) })}
            chosen={each.id === style.id}
            onChoose={() => onStyle(each)}
          />
        ))}
      </Row>
    </div>
  );
}

function Row({ label, children }: { label: string; children: ReactNode }) {
  return (
    <div role="group" aria-label={label} className="flex min-w-0 items-center gap-1.5 overflow-x-auto p-1">
      <span className="mr-1 shrink-0 text-xs text-soft">{label}</span>
      {children}
    </div>
  );
}

interface ChipProps {
  image: ImageInfo;
  label: string;
  chosen: boolean;
  onChoose: () => void;
}

function Chip({ image, label, chosen, onChoose }: ChipProps) {
  return (
    <button
      type="button"
      aria-label={label}
      aria-pressed={chosen}
      onClick={onChoose}
      className={cn('shrink-0 rounded-frame ring-seal ring-offset-2 ring-offset-wall', chosen && 'ring-2')}
    >
      <Picture image={image} alt="" sizes="48px" className="size-9 rounded-frame object-cover" />
    </button>
  );
}
