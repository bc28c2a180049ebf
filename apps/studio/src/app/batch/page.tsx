import { listPhotos, listStyles } from '@atelier/db';
import type { Metadata } from 'next';
import { getTranslations } from 'next-intl/server';
import { connection } from 'next/server';
import { Batch } from '@/batch/batch.tsx';

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations('batch'))('title') };
}

export default async function BatchPage() {
  await connection();
  const [styles, photos, t] = await Promise.all([listStyles(), listPhotos(), getTranslations('batch')]);
  return (
    <>
      <div className="pt-6 pb-8">
        <h1 className="text-2xl">{t('title')}</h1>
        <p className="mt-3 max-w-prose text-base text-soft">{t('intro')}</p>
      </div>
      <Batch styles={styles.filter(({ published }) => published)} photos={photos} />
    </>
  );
}
