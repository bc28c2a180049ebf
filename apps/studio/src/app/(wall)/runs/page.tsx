import { listBuiltInRuns, listRuns } from '@atelier/db';
import type { Metadata } from 'next';
import { getTranslations } from 'next-intl/server';
import { DeletedLink } from '@/deleted/deleted-link.tsx';
import { BuiltInRuns } from '@/runs/built-in-runs.tsx';
import { RunList } from '@/runs/run-list.tsx';
import { viewer } from '@/server/viewer.ts';

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations('runs'))('title') };
}

export default async function RunsPage() {
  const { ownerId } = await viewer();
  const [runs, builtIn, t] = await Promise.all([
    listRuns(ownerId),
    listBuiltInRuns(),
    getTranslations('runs'),
  ]);
  return (
    <>
      <h1 className="pt-6 pb-8 text-2xl">{t('title')}</h1>
      <RunList initial={runs} />
      <BuiltInRuns runs={builtIn} />
      <DeletedLink />
    </>
  );
}
