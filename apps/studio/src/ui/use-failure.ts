'use client';
import { useTranslations } from 'next-intl';
import { reasonOf } from '@/contracts/refused.ts';

/** Says why a thing was not done, of an error or of what stands as failed, in the visitor's language. */
export function useFailure() {
  const t = useTranslations();
  return (failed: unknown): string => {
    const reason = reasonOf(failed);
    return typeof reason === 'string' ? t(`refusals.${reason}`) : t(`why.${reason.kind}`, { ...reason });
  };
}
