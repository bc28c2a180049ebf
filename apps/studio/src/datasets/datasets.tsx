'use client';
import type { Dataset } from '@atelier/db';
import { useQuery } from '@tanstack/react-query';
import { useTranslations } from 'next-intl';
import { useTRPC } from '@/trpc/client.tsx';
import { Empty } from '@/ui/notice.tsx';
import { DatasetRow } from './dataset-row.tsx';
import { FetchForm } from './fetch-form.tsx';
import { isUnderWay } from './under-way.ts';

/** Milliseconds between two looks at photos that are being fetched. */
const LOOK = 1_500;

/** Whether there is more to tell soon: a worker that starts looks at its photos, and so does one that was stopped. */
const awaited = (datasets: Dataset[]) =>
  datasets.length === 0 ||
  datasets.some((each) => isUnderWay(each) || (each.photos > 0 && each.seenAt === null));

/** Photos to train on: which there are, and fetching more. */
export function Datasets({ initial, mayFetch }: { initial: Dataset[]; mayFetch: boolean }) {
  const t = useTranslations('datasets');
  const trpc = useTRPC();
  const { data: datasets } = useQuery(
    trpc.datasets.list.queryOptions(undefined, {
      initialData: initial,
      refetchInterval: ({ state }) => (awaited(state.data ?? []) ? LOOK : false),
    }),
  );
  return (
    <div className="grid gap-x-12 gap-y-10 lg:grid-cols-[minmax(0,1fr)_20rem]">
      <div className="min-w-0">
        {datasets.length === 0 ? (
          <Empty title={t('empty')}>{t('emptyHint')}</Empty>
        ) : (
          <ul className="border-t border-line">
            {datasets.map((dataset) => (
              <DatasetRow key={dataset.name} dataset={dataset} mayFetch={mayFetch} />
            ))}
          </ul>
        )}
      </div>
      <section className="min-w-0">
        <h2 className="mb-4 text-lg">{t('fetch')}</h2>
        {mayFetch ? <FetchForm /> : <p className="text-soft">{t('administrators')}</p>}
      </section>
    </div>
  );
}
