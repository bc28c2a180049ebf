'use client';
import type { Run } from '@atelier/db';
import { skipToken, useQuery, useQueryClient } from '@tanstack/react-query';
import { useSubscription } from '@trpc/tanstack-react-query';
import { useTranslations } from 'next-intl';
import { useNames } from '@/i18n/use-names.ts';
import Link from 'next/link';
import { useTRPC } from '@/trpc/client.tsx';
import { Button } from '@/ui/button.tsx';
import { cn } from '@/ui/class-names.ts';
import { Meter } from '@/ui/meter.tsx';
import { Empty, Failure } from '@/ui/notice.tsx';
import { Fitted } from '@/ui/picture.tsx';
import { useDuration } from '@/ui/use-duration.ts';
import { asked } from './polling.ts';
import { isOver, shownStatus } from './status.ts';
import { useStreamPlace } from './use-stream-place.ts';

export function RunList({ initial }: { initial: Run[] }) {
  const t = useTranslations();
  const trpc = useTRPC();
  const queries = useQueryClient();
  const { queryKey } = trpc.runs.list.queryOptions();
  const place = useStreamPlace(true);
  const live = useSubscription(
    trpc.runs.watchAll.subscriptionOptions(place ? undefined : skipToken, {
      onStarted: () => void queries.cancelQueries({ queryKey }),
      onData: (told) => queries.setQueryData(queryKey, told.runs),
    }),
  );
  const { data: runs, error: unanswered } = useQuery(
    trpc.runs.list.queryOptions(undefined, { initialData: initial, ...asked(live.status) }),
  );
  if (runs.length === 0)
    return (
      <Empty
        title={t('runs.empty')}
        action={
          <Button asChild look="seal">
            <Link href="/train">{t('runs.start')}</Link>
          </Button>
        }
      >
        {t('runs.emptyHint')}
      </Empty>
    );
  return (
    <>
      {live.error && (
        <div className="mb-6">
          <Failure action={<Button onClick={live.reset}>{t('actions.retry')}</Button>}>
            {unanswered ? t('failures.server', { detail: unanswered.message }) : t('run.polling')}
          </Failure>
        </div>
      )}
      <ul className="border-t border-line">
        {runs.map((run) => (
          <RunRow key={run.id} run={run} />
        ))}
      </ul>
    </>
  );
}

function RunRow({ run }: { run: Run }) {
  const t = useTranslations();
  const names = useNames();
  const duration = useDuration();
  const { style, iteration, iterations, secondsLeft, startedAt, secondsWorked } = run;
  const time =
    run.status === 'running' && secondsLeft !== null
      ? t('runs.left', { duration: duration(secondsLeft) })
      : isOver(run) && startedAt
        ? t('runs.took', { duration: duration(secondsWorked) })
        : null;
  return (
    <li className="border-b border-line">
      <Link
        href={`/runs/${run.id}`}
        className="group grid grid-cols-[auto_minmax(0,1fr)] items-center gap-x-5 gap-y-2 py-4 sm:grid-cols-[auto_minmax(0,1fr)_minmax(0,20rem)]"
      >
        <Fitted
          box={1}
          image={style.image}
          alt=""
          sizes="5rem"
          className="shadow-frame"
          boxClassName="w-16 items-center max-sm:row-span-2"
        />
        <div className="min-w-0">
          <p className="truncate font-serif text-lg italic decoration-seal decoration-1 underline-offset-4 group-hover:underline">
            {names.heading(style)}
          </p>
          <p className={cn('text-xs text-soft', run.status === 'failed' && 'text-danger')}>
            {[t(`runs.status.${shownStatus(run)}`), time].filter(Boolean).join(' · ')}
          </p>
        </div>
        <div className="max-sm:col-start-2">
          <p className="mb-1.5 text-xs tabular-nums text-soft">
            {t('runs.progress', { iteration, iterations })}
          </p>
          <Meter label={t('run.progress')} value={iteration / iterations} />
        </div>
      </Link>
    </li>
  );
}
