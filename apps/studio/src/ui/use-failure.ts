'use client';
import { useTranslations } from 'next-intl';
import { NO_SPACE } from '@/contracts/no-space.ts';

/** What the studio said, for whoever reads it. */
export function useFailure() {
  const t = useTranslations('failures');
  return {
    /** Why it could not do a thing. */
    reason: (reason: string) => (reason === NO_SPACE ? t('noSpace') : reason),
    /** Of an answer that did not come, or says that it cannot. */
    server: ({ message }: { message: string }) =>
      message === NO_SPACE ? t('noSpace') : t('server', { detail: message }),
  };
}
