'use client';
import { useLocale } from 'next-intl';
import { useRouter } from 'next/navigation';
import { LOCALE_COOKIE, type Locale } from '@/i18n/locale.ts';
import { Button } from '@/ui/button.tsx';

/** Each language by its own name: whoever needs the button can read it. */
const other: Record<Locale, { to: Locale; name: string }> = {
  'en-GB': { to: 'zh', name: '中文' },
  zh: { to: 'en-GB', name: 'English' },
};

export function LocaleSwitch() {
  const { to, name } = other[useLocale()];
  const router = useRouter();
  const choose = () => {
    document.cookie = `${LOCALE_COOKIE}=${to};path=/;max-age=31536000;samesite=lax`;
    router.refresh();
  };
  return (
    <Button look="quiet" lang={to} className="px-3" onClick={choose}>
      {name}
    </Button>
  );
}
