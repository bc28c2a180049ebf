'use client';
import { Aperture, Film, GraduationCap, Images, Layers, ListVideo, Paintbrush, Type } from 'lucide-react';
import { useTranslations } from 'next-intl';
import Link from 'next/link';
import { usePathname } from 'next/navigation';

const pages = [
  {
    href: '/',
    key: 'gallery',
    Icon: Images,
    owns: (path: string) => path === '/' || path.startsWith('/styles'),
  },
  {
    href: '/batch',
    key: 'batch',
    short: 'batchShort',
    Icon: Layers,
    owns: (path: string) => path === '/batch',
  },
  { href: '/films', key: 'films', Icon: Film, owns: (path: string) => path === '/films' },
  { href: '/lens', key: 'lens', Icon: Aperture, owns: (path: string) => path === '/lens' },
  { href: '/letters', key: 'letters', Icon: Type, owns: (path: string) => path === '/letters' },
  { href: '/train', key: 'train', Icon: Paintbrush, owns: (path: string) => path === '/train' },
  {
    href: '/runs',
    key: 'runs',
    short: 'runsShort',
    Icon: ListVideo,
    owns: (path: string) => path.startsWith('/runs'),
  },
  { href: '/learn', key: 'learn', Icon: GraduationCap, owns: (path: string) => path === '/learn' },
] as const;

/** Beside the name on a wide screen, below it on a narrower one; on a phone a bar at the bottom, in reach of the thumb. */
export function Navigation() {
  const t = useTranslations('shell');
  const path = usePathname();
  return (
    <nav
      aria-label={t('pages')}
      className="sm:max-lg:order-last sm:max-lg:basis-full max-sm:fixed max-sm:inset-x-0 max-sm:bottom-0 max-sm:z-30 max-sm:border-t max-sm:border-line max-sm:bg-paper max-sm:pb-[env(safe-area-inset-bottom)]"
    >
      <ul className="flex sm:flex-wrap sm:gap-x-6">
        {pages.map(({ href, key, Icon, owns, ...page }) => (
          <li key={key} className="max-sm:min-w-0 max-sm:flex-1">
            <Link
              href={href}
              aria-current={owns(path) ? 'page' : undefined}
              className="flex flex-col items-center gap-0.5 py-2 text-xs whitespace-nowrap text-soft max-sm:text-[0.6875rem] max-sm:tracking-tight decoration-seal decoration-2 underline-offset-8 hover:text-ink aria-[current=page]:text-ink sm:text-sm sm:aria-[current=page]:underline"
            >
              <Icon aria-hidden className="size-5 sm:hidden" />
              {'short' in page ? (
                <>
                  <span className="sm:hidden">{t(page.short)}</span>
                  <span className="max-sm:hidden">{t(key)}</span>
                </>
              ) : (
                t(key)
              )}
            </Link>
          </li>
        ))}
      </ul>
    </nav>
  );
}
