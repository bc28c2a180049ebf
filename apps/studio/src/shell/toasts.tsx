'use client';
import { useTranslations } from 'next-intl';
import { useTheme } from 'next-themes';
import { Toaster } from 'sonner';

export function Toasts() {
  const { resolvedTheme } = useTheme();
  const t = useTranslations('shell');
  return (
    <Toaster
      theme={resolvedTheme === 'dark' ? 'dark' : 'light'}
      position="top-center"
      containerAriaLabel={t('notifications')}
    />
  );
}
