import type { Style } from '@atelier/db';
import { useTranslations } from 'next-intl';
import { useNames } from '@/i18n/use-names.ts';
import type { ReactNode } from 'react';
import { Facts } from '@/ui/facts.tsx';
import { Fitted } from '@/ui/picture.tsx';

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
  const names = useNames();
  const { title, licence, source, image } = names.style(style);
  return (
    <div className="flex items-start gap-5 pt-2 pb-4 sm:items-center sm:pt-6 sm:pb-8">
      <Fitted
        box={1}
        image={image}
        alt={t('gallery.styleAlt', { title })}
        sizes="6rem"
        first
        className="border-4 border-paper shadow-frame"
        boxClassName="w-16 shrink-0 items-center sm:w-24"
      />
      <div className="min-w-0">
        <h1 className="text-xl">{heading ?? <em>{names.heading(style)}</em>}</h1>
        <p>{heading ? <em className="font-serif">{names.heading(style)}</em> : names.by(style)}</p>
        <p className="text-xs break-words text-soft max-sm:hidden">
          <Facts of={[licence, source && t('paint.source', { source })]} />
        </p>
        {children}
      </div>
    </div>
  );
}
