'use client';
import type { Style } from '@atelier/db';
import { useTranslations } from 'next-intl';
import { useNames } from '@/i18n/use-names.ts';
import { Picture } from '@/ui/picture.tsx';

/** The style that is to be trained again. */
export function StyleShown({ style }: { style: Style }) {
  const t = useTranslations();
  const called = useNames();
  return (
    <figure>
      <Picture
        image={style.image}
        alt={t('gallery.styleAlt', { title: called.title(style) })}
        sizes="(min-width: 64rem) 45vw, 100vw"
        first
        tallest="24rem"
        className="border-8 border-paper shadow-frame"
      />
      <figcaption className="mt-2">
        <em className="font-serif">{called.heading(style)}</em>
        {style.artist && ` ${called.by(style)}`}
      </figcaption>
    </figure>
  );
}
