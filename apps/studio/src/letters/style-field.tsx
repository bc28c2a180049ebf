'use client';
import type { Style } from '@atelier/db';
import { useTranslations } from 'next-intl';
import { useNames } from '@/i18n/use-names.ts';
import { Fitted } from '@/ui/picture.tsx';

interface StyleFieldProps {
  styles: Style[];
  style: Style | undefined;
  onChange: (slug: string) => void;
}

/** The style that letters are painted in. */
export function StyleField({ styles, style, onChange }: StyleFieldProps) {
  const t = useTranslations('letters');
  const names = useNames();
  return (
    <div role="group" aria-label={t('style')} className="grid grid-cols-5 gap-2">
      {styles.map((each) => (
        <button
          key={each.id}
          type="button"
          aria-label={t('useStyle', { name: names.title(each) })}
          aria-pressed={each.id === style?.id}
          onClick={() => onChange(each.slug)}
          className="rounded-frame ring-seal ring-offset-2 ring-offset-wall aria-pressed:ring-2"
        >
          <Fitted box={1} image={each.image} alt="" sizes="96px" boxClassName="items-center justify-center" />
        </button>
      ))}
    </div>
  );
}
