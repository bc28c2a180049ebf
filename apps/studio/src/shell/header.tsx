import { CircleUserRound } from 'lucide-react';
import { useTranslations } from 'next-intl';
import Link from 'next/link';
import { Button } from '@/ui/button.tsx';
import { LocaleSwitch } from './locale-switch.tsx';
import { Navigation } from './navigation.tsx';
import { ThemeSwitch } from './theme-switch.tsx';

interface HeaderProps {
  /** Nobody is signed in: there are no pages to go to. */
  outside: boolean;
  /** Who is signed in, where there are accounts. */
  name: string | undefined;
}

export function Header({ outside, name }: HeaderProps) {
  const t = useTranslations('shell');
  return (
    <header className="mx-auto flex w-full max-w-[96rem] items-center gap-x-8 gap-y-2 px-4 max-lg:flex-wrap pt-4 pb-3 sm:px-8 sm:pt-6">
      <a
        href="#main"
        className="sr-only focus:not-sr-only focus:absolute focus:z-50 focus:bg-paper focus:px-4 focus:py-2"
      >
        {t('skip')}
      </a>
      <Link href="/" className="shrink-0 font-serif text-xl tracking-tight whitespace-nowrap">
        Atelier
        <span aria-hidden className="ml-1 inline-block size-2 bg-seal" />
      </Link>
      {!outside && <Navigation />}
      <div className="-mr-3 ml-auto flex items-center">
        <LocaleSwitch />
        <ThemeSwitch />
        {name !== undefined && (
          <Button asChild look="quiet" size="icon">
            <Link href="/account" title={name}>
              <CircleUserRound aria-hidden />
              <span className="sr-only">{t('account')}</span>
            </Link>
          </Button>
        )}
      </div>
    </header>
  );
}
