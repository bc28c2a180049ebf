import { listRuns } from '@atelier/db';
import type { Metadata } from 'next';
import { getTranslations } from 'next-intl/server';
import { RunList } from '@/runs/run-list.tsx';
import { viewer } from '@/server/viewer.ts';

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations('runs'))('title') };
}

export default async function RunsPage() {
  const { ownerId } = await viewer();
  const [runs, t] = await Promise.all([listRuns(ownerId), getTranslations('runs')]);
  return (
    <>
      <h1 className="pt-6 pb-8 text-2xl">{t('title')}</h1>
      <RunList initial={runs} />
    </>
  );
}
