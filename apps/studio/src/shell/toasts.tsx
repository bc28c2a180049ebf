'use client';
import { useTranslations } from 'next-intl';
import { useTheme } from 'next-themes';
import { type ComponentType, useEffect, useState } from 'react';
import type { ToasterProps } from 'sonner';
import { toaster } from '@/ui/toast.ts';

/**
 * Where messages appear for a moment. What shows them is no part of the first page: it comes with the first thing that a
 * visitor does, so that it is there to say that the studio is not.
 */
export function Toasts() {
  const { resolvedTheme } = useTheme();
  const t = useTranslations('shell');
  const [Toaster, setToaster] = useState<ComponentType<ToasterProps>>();
  useEffect(() => {
    for (const type of ['pointerdown', 'keydown']) addEventListener(type, toaster.ask, { once: true });
    void toaster.asked.then(() => import('sonner')).then(({ Toaster }) => setToaster(() => Toaster));
  }, []);
  useEffect(() => {
    if (Toaster) toaster.stand(); // after the toaster's own effect: it hears only what is said from then on
  }, [Toaster]);
  return (
    Toaster && (
      <Toaster
        theme={resolvedTheme === 'dark' ? 'dark' : 'light'}
        position="top-center"
        containerAriaLabel={t('notifications')}
      />
    )
  );
}
