import { listStyles } from '@atelier/db';
import type { Metadata } from 'next';
import { getTranslations } from 'next-intl/server';
import { Letters } from '@/letters/letters.tsx';
import { viewer } from '@/server/viewer.ts';

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations('letters'))('title') };
}

export default async function LettersPage() {
  const { ownerId } = await viewer();
  const [styles, t] = await Promise.all([listStyles(ownerId), getTranslations('letters')]);
  return (
    <>
      <div className="pt-6 pb-8">
        <h1 className="text-2xl">{t('title')}</h1>
        <p className="mt-3 max-w-prose text-base text-soft">{t('intro')}</p>
      </div>
      <Letters styles={styles.filter(({ published }) => published)} />
    </>
  );
}
