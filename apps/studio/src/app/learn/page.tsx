import { listPhotos, listStyles } from '@atelier/db';
import type { Metadata } from 'next';
import { getTranslations } from 'next-intl/server';
import { cookies } from 'next/headers';
import { PHOTO_COOKIE } from '@/contracts/photo-cookie.ts';
import { Learn } from '@/learn/learn.tsx';
import { viewer } from '@/server/viewer.ts';

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations('learn'))('title') };
}

export default async function LearnPage() {
  const { ownerId } = await viewer();
  const [styles, photos, jar, t] = await Promise.all([
    listStyles(ownerId),
    listPhotos(ownerId),
    cookies(),
    getTranslations('learn'),
  ]);
  return (
    <>
      <div className="pt-6 pb-8">
        <h1 className="text-2xl">{t('title')}</h1>
        <p className="mt-3 max-w-prose text-base text-soft">{t('intro')}</p>
      </div>
      <Learn
        styles={styles.filter(({ published }) => published)}
        photos={photos}
        remembered={jar.get(PHOTO_COOKIE)?.value}
      />
    </>
  );
}
