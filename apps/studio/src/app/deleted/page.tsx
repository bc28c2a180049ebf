import { KEPT_DAYS, listDeleted } from '@atelier/db';
import type { Metadata } from 'next';
import { getTranslations } from 'next-intl/server';
import { DeletedList } from '@/deleted/deleted-list.tsx';
import { viewer } from '@/server/viewer.ts';

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations('deleted'))('title') };
}

export default async function DeletedPage() {
  const { ownerId } = await viewer();
  const [things, t] = await Promise.all([listDeleted(ownerId), getTranslations('deleted')]);
  return (
    <>
      <div className="pt-6 pb-8">
        <h1 className="text-2xl">{t('title')}</h1>
        <p className="mt-3 max-w-prose text-base text-soft">{t('intro', { days: KEPT_DAYS })}</p>
      </div>
      <DeletedList initial={things} keptDays={KEPT_DAYS} />
    </>
  );
}
