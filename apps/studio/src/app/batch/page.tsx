import { listPhotos, listStyles } from '@atelier/db';
import type { Metadata } from 'next';
import { getTranslations } from 'next-intl/server';
import Link from 'next/link';
import { Batch } from '@/batch/batch.tsx';
import { viewer } from '@/server/viewer.ts';

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations('batch'))('title') };
}

export default async function BatchPage() {
  const { ownerId } = await viewer();
  const [styles, photos, t] = await Promise.all([
    listStyles(ownerId),
    listPhotos(ownerId),
    getTranslations('batch'),
  ]);
  return (
    <>
      <div className="pt-6 pb-8">
        <h1 className="text-2xl">{t('title')}</h1>
        <p className="mt-3 max-w-prose text-base text-soft">
          {t.rich('intro', {
            films: (words) => (
              <Link href="/films" className="text-ink underline decoration-seal underline-offset-4">
                {words}
              </Link>
            ),
          })}
        </p>
      </div>
      <Batch styles={styles.filter(({ published }) => published)} photos={photos} />
    </>
  );
}
