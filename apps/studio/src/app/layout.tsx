import type { Metadata, Viewport } from 'next';
import { NextIntlClientProvider } from 'next-intl';
import { getLocale, getTranslations } from 'next-intl/server';
import { ThemeProvider } from 'next-themes';
import { headers } from 'next/headers';
import { NuqsAdapter } from 'nuqs/adapters/next/app';
import type { ReactNode } from 'react';
import { SignedInProvider } from '@/account/account-context.tsx';
import { keepDroppedFiles } from '@/photo/dropped-files.ts';
import { Header } from '@/shell/header.tsx';
import { Offline } from '@/shell/offline.tsx';
import { visitor } from '@/server/viewer.ts';
import { Toasts } from '@/shell/toasts.tsx';
import { UntakenFiles } from '@/shell/untaken-files.tsx';
import { ApiProvider } from '@/trpc/client.tsx';
import './globals.css';

export async function generateMetadata(): Promise<Metadata> {
  const t = await getTranslations('shell');
  return { title: { default: 'Atelier', template: '%s · Atelier' }, description: t('description') };
}

export const viewport: Viewport = {
  themeColor: [
    { media: '(prefers-color-scheme: light)', color: '#f8f6f2' },
    { media: '(prefers-color-scheme: dark)', color: '#161310' },
  ],
};

export default async function RootLayout({ children }: { children: ReactNode }) {
  const seen = await visitor();
  const nonce = (await headers()).get('x-nonce') ?? '';
  return (
    // next-themes sets the class before React wakes.
    <html lang={await getLocale()} suppressHydrationWarning>
      <body className="flex min-h-dvh flex-col font-sans max-sm:pb-20">
        <script
          nonce={nonce}
          // Browsers hide the nonce from scripts, and React would miss it.
          suppressHydrationWarning
          dangerouslySetInnerHTML={{ __html: `(${keepDroppedFiles.toString()})()` }}
        />
        <ThemeProvider attribute="class" disableTransitionOnChange nonce={nonce}>
          <NextIntlClientProvider>
            <NuqsAdapter>
              <ApiProvider>
                <Header outside={!seen} name={seen?.account?.name} />
                <main id="main" className="mx-auto w-full max-w-[96rem] flex-1 px-4 pb-16 sm:px-8">
                  <SignedInProvider
                    signedIn={{ account: seen?.account ?? null, administrator: seen?.administrator ?? false }}
                  >
                    {children}
                  </SignedInProvider>
                </main>
                <Toasts />
                <UntakenFiles />
                <Offline />
              </ApiProvider>
            </NuqsAdapter>
          </NextIntlClientProvider>
        </ThemeProvider>
      </body>
    </html>
  );
}
