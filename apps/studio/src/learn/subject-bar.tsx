import type { ImageInfo, Photo, Style } from '@atelier/db';
import { ImagePlus } from 'lucide-react';
import { useTranslations } from 'next-intl';
import type { ReactNode } from 'react';
import { useNames } from '@/i18n/use-names.ts';
import type { usePhotoDrop } from '@/photo/use-photo-drop.ts';
import { cn } from '@/ui/class-names.ts';
import { FileButton } from '@/ui/file-button.tsx';
import { Failures } from '@/ui/notice.tsx';
import { Fitted } from '@/ui/picture.tsx';

/** So many photos can be chosen from. */
const MOST_PHOTOS = 12;

interface SubjectBarProps {
  photos: Photo[];
  photo: Photo;
  onPhoto: (photo: Photo) => void;
  styles: Style[];
  style: Style;
  onStyle: (style: Style) => void;
  drop: ReturnType<typeof usePhotoDrop>;
}

/** What the page is shown with: a photo and a style, in sight wherever one reads. */
export function SubjectBar({ photos, photo, onPhoto, styles, style, onStyle, drop }: SubjectBarProps) {
  const t = useTranslations();
  const names = useNames();
  const offered = photos.slice(0, MOST_PHOTOS);
  return (
    <div className="sticky top-0 z-10 -mx-4 flex flex-wrap gap-x-8 gap-y-2 border-b border-line bg-wall/95 px-4 py-3 backdrop-blur-sm">
      <Row label={t('learn.photo')}>
        <FileButton size="small" className="shrink-0" input={drop.getInputProps()}>
          <ImagePlus aria-hidden />
          {drop.sending > 0 ? t('upload.sending', { count: drop.sending }) : t('photo.choose')}
        </FileButton>
        {(offered.some(({ id }) => id === photo.id) ? offered : [photo, ...offered]).map((each) => (
          <Chip
            key={each.id}
            image={each.image}
            label={t('learn.usePhoto', { name: names.photo(each) })}
            chosen={each.id === photo.id}
            onChoose={() => onPhoto(each)}
          />
        ))}
      </Row>
      <Row label={t('learn.style')}>
        {styles.map((each) => (
          <Chip
            key={each.id}
            image={each.image}
            label={t('learn.useStyle', { name: names.title(each) })}
            chosen={each.id === style.id}
            onChoose={() => onStyle(each)}
          />
        ))}
      </Row>
      <Failures of={drop.failures} />
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
      <Fitted box={1} image={image} alt="" sizes="48px" boxClassName="w-9 items-center justify-center" />
    </button>
  );
}
