'use client';
import { useTranslations } from 'next-intl';
import { unavailableBy } from '@/contracts/unavailable.ts';

/** An answer that did not come, or says that it cannot. */
interface Failed {
  message: string;
  meta?: Record<string, unknown> | undefined;
}

/** What the studio said, for whoever reads it. */
export function useFailure() {
  const t = useTranslations('failures');
  return {
    /** Why it could not do a thing. */
    reason: (reason: string) => {
      const why = unavailableBy(reason);
      return why ? t(why) : reason;
    },
    server: ({ message, meta }: Failed) => {
      const why = unavailableBy(message, (meta?.response as Response | undefined)?.status);
      return why ? t(why) : t('server', { detail: message });
    },
  };
}
