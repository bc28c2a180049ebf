import type { Style } from '@atelier/db';
import { useTranslations } from 'next-intl';
import type { ReactNode } from 'react';
import { Picture } from '@/ui/picture.tsx';

/** The head of a style's pages: its picture, and the label beside it. */
export function StyleLabel({
  style,
  heading,
  children,
}: {
  style: Style;
  heading?: string;
  children?: ReactNode;
}) {
  const t = useTranslations();
  const { title, artist, year, licence, source, image } = style;
  return (
    <div className="flex items-start gap-5 pt-6 pb-8 sm:items-center">
      <Picture
        image={image}
        alt={t('gallery.styleAlt', { title })}
        sizes="6rem"
        first
        className="size-20 shrink-0 border-4 border-paper object-cover shadow-frame sm:size-24"
      />
      <div className="min-w-0">
        <h1 className="text-xl">{heading ?? <em>{title}</em>}</h1>
        <p>{heading ? <em className="font-serif">{title}</em> : [artist, year].filter(Boolean).join(', ')}</p>
        <p className="text-xs break-words text-soft">
          {[licence, source && t('paint.source', { source })].filter(Boolean).join(' · ')}
        </p>
        {children}
      </div>
    </div>
  );
}
