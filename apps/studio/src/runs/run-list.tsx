'use client';
import type { Run } from '@atelier/db';
import { skipToken, useQuery, useQueryClient } from '@tanstack/react-query';
import { useSubscription } from '@trpc/tanstack-react-query';
import { useTranslations } from 'next-intl';
import { useFailure } from '@/ui/use-failure.ts';
import Link from 'next/link';
import { useTRPC } from '@/trpc/client.tsx';
import { Button } from '@/ui/button.tsx';
import { Empty, Failure } from '@/ui/notice.tsx';
import { asked } from './polling.ts';
import { RunRow } from './run-row.tsx';
import { useStreamPlace } from './use-stream-place.ts';

export function RunList({ initial }: { initial: Run[] }) {
  const t = useTranslations();
  const failure = useFailure();
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
    trpc.runs.list.queryOptions(undefined, { initialData: initial, ...asked(place ? live.status : 'idle') }),
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
            {unanswered ? failure(unanswered) : t('run.polling')}
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
