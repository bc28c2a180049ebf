import { listFilms, listStyles } from '@atelier/db';
import type { Metadata } from 'next';
import { getTranslations } from 'next-intl/server';
import { DeletedLink } from '@/deleted/deleted-link.tsx';
import { Films } from '@/films/films.tsx';
import { viewer } from '@/server/viewer.ts';

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations('films'))('title') };
}

export default async function FilmsPage() {
  const { ownerId } = await viewer();
  const [styles, films, t] = await Promise.all([
    listStyles(ownerId),
    listFilms(ownerId),
    getTranslations('films'),
  ]);
  const trained = styles.filter(({ published }) => published);
  return (
    <>
      <div className="pt-6 pb-8">
        <h1 className="text-2xl">{t('title')}</h1>
        <p className="mt-3 max-w-prose text-base text-soft">{t('intro')}</p>
      </div>
      {trained.length > 0 ? (
        <Films styles={trained} initial={films} />
      ) : (
        <p className="text-soft">{t('noStyle')}</p>
      )}
      <DeletedLink />
    </>
  );
}
