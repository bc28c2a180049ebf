import type { MetadataRoute } from 'next';
import { getLocale, getTranslations } from 'next-intl/server';
import { at } from '@/contracts/base-path.ts';

/** What makes the studio installable. */
export default async function manifest(): Promise<MetadataRoute.Manifest> {
  const t = await getTranslations('shell');
  return {
    name: 'Atelier',
    short_name: 'Atelier',
    description: t('description'),
    lang: await getLocale(),
    start_url: at('/'),
    display: 'standalone',
    background_color: '#f8f6f2',
    theme_color: '#f8f6f2',
    icons: [
      { src: at('/icon-192.png'), sizes: '192x192', type: 'image/png' },
      { src: at('/icon-512.png'), sizes: '512x512', type: 'image/png' },
      { src: at('/icon-512.png'), sizes: '512x512', type: 'image/png', purpose: 'maskable' },
    ],
  };
}
