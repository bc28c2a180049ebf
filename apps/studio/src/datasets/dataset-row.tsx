'use client';
import type { Dataset } from '@atelier/db';
import { datasetOrderSchema } from '@atelier/model/dataset-order';
import { useMutation } from '@tanstack/react-query';
import { Paintbrush, Play, Square, X } from 'lucide-react';
import { useTranslations } from 'next-intl';
import Link from 'next/link';
import { at } from '@/contracts/base-path.ts';
import { useTRPC } from '@/trpc/client.tsx';
import { Button } from '@/ui/button.tsx';
import { Facts } from '@/ui/facts.tsx';
import { Meter } from '@/ui/meter.tsx';
import { Failure } from '@/ui/notice.tsx';
import { useSettled } from '@/ui/use-action-failed.ts';
import { Why } from '@/ui/why.tsx';
import { isUnderWay } from './under-way.ts';

/** So many licences are named. */
const NAMED = 3;

/** Some photos of a dataset, how many there are and whose, and how its fetching stands. */
export function DatasetRow({ dataset, mayFetch }: { dataset: Dataset; mayFetch: boolean }) {
  const t = useTranslations('datasets');
  const { name, kind, status, photos, passedOver, host, failure, failureWhy, seenAt } = dataset;
  const title = kind === 'builtIn' ? t('builtIn') : name;
  const parsed = datasetOrderSchema.safeParse(dataset.order);
  const wanted = parsed.success ? parsed.data.count : null;
  const said = [
    t('photos', { count: photos }),
    kind === 'builtIn' ? undefined : t(`kinds.${kind}`, { host: host ?? '' }),
    passedOver > 0 ? t('passedOver', { count: passedOver }) : undefined,
  ];
  return (
    <li className="space-y-3 border-b border-line py-6" data-status={status}>
      <div>
        <h2 className="truncate text-base font-medium">{title}</h2>
        <p className="text-xs text-soft tabular-nums">
          <Facts of={said} />
        </p>
        <p className="text-xs text-soft">
          <Licences dataset={dataset} fromCoco={parsed.success && !parsed.data.source.includes(':')} />
        </p>
      </div>
      {seenAt && photos > 0 && (
        <img
          src={at(`/api/datasets/${encodeURIComponent(name)}/preview?seen=${seenAt.getTime()}`)}
          alt={t('some', { title })}
          className="h-auto max-h-36 max-w-full"
        />
      )}
      {status !== 'there' && status !== 'failed' && (
        <div>
          <p className="mb-1.5 text-xs text-soft tabular-nums" aria-live="polite">
            <Facts of={[t(`status.${status}`), wanted !== null && t('progress', { photos, wanted })]} />
          </p>
          {isUnderWay(dataset) && (
            <Meter label={t('fetched')} value={wanted === null || photos === 0 ? null : photos / wanted} />
          )}
        </div>
      )}
      {status === 'failed' && (
        <Failure detail={<Why sentences={failureWhy} words={failure} />}>{t('failed')}</Failure>
      )}
      <Actions dataset={dataset} mayFetch={mayFetch} />
    </li>
  );
}

function Licences({
  dataset: { kind, photos, licences },
  fromCoco,
}: {
  dataset: Dataset;
  fromCoco: boolean;
}) {
  const t = useTranslations('datasets');
  if (kind === 'builtIn') return t('builtInLicences');
  const known = licences.reduce((sum, each) => sum + each.photos, 0);
  if (known === 0)
    return fromCoco ? t('fromFlickr') : photos > 0 || kind !== 'fetched' ? t('licenceUnknown') : null;
  const [named, rest] = [licences.slice(0, NAMED), licences.slice(NAMED)];
  const others = photos - named.reduce((sum, each) => sum + each.photos, 0);
  return (
    <Facts
      of={[
        ...named.map((each) => t('licence', { ...each })),
        others > 0 && t(rest.length > 0 ? 'otherLicences' : 'unknownLicences', { photos: others }),
      ]}
    />
  );
}

function Actions({ dataset, mayFetch }: { dataset: Dataset; mayFetch: boolean }) {
  const t = useTranslations('datasets');
  const run = useTranslations('run');
  const trpc = useTRPC();
  const settled = useSettled(trpc.datasets.list.queryKey());
  const stop = useMutation(trpc.datasets.stop.mutationOptions(settled));
  const resume = useMutation(trpc.datasets.resume.mutationOptions(settled));
  const forget = useMutation(trpc.datasets.forget.mutationOptions(settled));
  const { name, kind, status, photos } = dataset;
  const ended = status === 'stopped' || status === 'failed';
  return (
    <div className="flex flex-wrap gap-2">
      {photos > 0 && (
        <Button asChild size="small">
          <Link href={kind === 'builtIn' ? '/train' : `/train?photos=${encodeURIComponent(name)}`}>
            <Paintbrush aria-hidden />
            {t('train')}
          </Link>
        </Button>
      )}
      {mayFetch && isUnderWay(dataset) && (
        <Button size="small" disabled={stop.isPending} onClick={() => stop.mutate({ name })}>
          <Square aria-hidden />
          {run('stop')}
        </Button>
      )}
      {mayFetch && ended && (
        <Button size="small" disabled={resume.isPending} onClick={() => resume.mutate({ name })}>
          <Play aria-hidden />
          {run('resume')}
        </Button>
      )}
      {mayFetch && ended && photos === 0 && (
        <Button size="small" disabled={forget.isPending} onClick={() => forget.mutate({ name })}>
          <X aria-hidden />
          {t('forget')}
        </Button>
      )}
    </div>
  );
}
