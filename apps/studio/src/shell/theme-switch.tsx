'use client';
import { Moon, Sun } from 'lucide-react';
import { useTranslations } from 'next-intl';
import { useTheme } from 'next-themes';
import { Button } from '@/ui/button.tsx';

/** Follows the system until it is pressed. Which icon shows is left to CSS: the server does not know the theme. */
export function ThemeSwitch() {
  const t = useTranslations('shell');
  const { resolvedTheme, setTheme } = useTheme();
  return (
    <Button
      look="quiet"
      size="icon"
      aria-label={t('theme')}
      onClick={() => setTheme(resolvedTheme === 'dark' ? 'light' : 'dark')}
    >
      <Moon aria-hidden className="dark:hidden" />
      <Sun aria-hidden className="hidden dark:block" />
    </Button>
  );
}
