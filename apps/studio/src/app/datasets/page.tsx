import { listDatasets } from '@atelier/db';
import type { Metadata } from 'next';
import { getTranslations } from 'next-intl/server';
import { Datasets } from '@/datasets/datasets.tsx';
import { viewer } from '@/server/viewer.ts';

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations('datasets'))('title') };
}

export default async function DatasetsPage() {
  const [{ administrator }, datasets, t] = await Promise.all([
    viewer(),
    listDatasets(),
    getTranslations('datasets'),
  ]);
  return (
    <>
      <div className="pt-6 pb-8">
        <h1 className="text-2xl">{t('title')}</h1>
        <p className="mt-3 max-w-prose text-base text-soft">{t('intro')}</p>
      </div>
      <Datasets initial={datasets} mayFetch={administrator} />
    </>
  );
}
