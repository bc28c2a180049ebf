'use client';
import { useTranslations } from 'next-intl';
import { useCallback } from 'react';

/** What a term of the training loss is called; one that there is no word for goes by its own name. */
export function useLossName(): (term: string) => string {
  const t = useTranslations('losses');
  return useCallback((term) => (t.has(term as 'total') ? t(term as 'total') : term), [t]);
}
