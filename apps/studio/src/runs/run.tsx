'use client';
import type { TrainingConfig } from '@atelier/model/config';
import dynamic from 'next/dynamic';
import { useTranslations } from 'next-intl';
import { useFailure } from '@/ui/use-failure.ts';
import { useNames } from '@/i18n/use-names.ts';
import Link from 'next/link';
import type { ReactNode } from 'react';
import { Button } from '@/ui/button.tsx';
import { Empty, Failure } from '@/ui/notice.tsx';
import { Skeleton } from '@/ui/skeleton.tsx';
import { Why } from '@/ui/why.tsx';
import { Filmstrip } from './filmstrip.tsx';
import { RunCheckpoints } from './run-checkpoints.tsx';
import { RunFacts } from './run-facts.tsx';
import { RunHeader } from './run-header.tsx';
import { RunSettings } from './run-settings.tsx';
import { isOver } from './status.ts';
import { type RunView, useRun } from './use-run.ts';

const Curves = dynamic(() => import('./curves.tsx').then(({ Curves }) => Curves), {
  ssr: false,
  loading: () => <Skeleton className="h-90" />,
});

export function RunDetails({ initial }: { initial: RunView }) {
  const t = useTranslations();
  const failure = useFailure();
  const { run, metrics, samples, checkpoints, live, lost, deleted, unanswered, reconnect } = useRun(initial);
  const names = useNames();
  const config = run.config as TrainingConfig;
  if (deleted)
    return (
      <Empty
        title={t('run.deleted')}
        action={
          <Button asChild>
            <Link href="/runs">{t('runs.title')}</Link>
          </Button>
        }
      />
    );
  return (
    <>
      <RunHeader run={run} live={live} />
      <div className="space-y-3">
        {lost && (
          <Failure action={<Button onClick={reconnect}>{t('actions.retry')}</Button>}>
            {unanswered ? failure(unanswered) : t('run.polling')}
          </Failure>
        )}
        {run.failure && (
          <Failure detail={<Why sentences={run.failureWhy} words={run.failureDetail} />}>
            {t(`run.failures.${run.failure}`, { iteration: run.iteration })}
          </Failure>
        )}
        {run.status === 'finished' && run.iteration < run.iterations && (
          <p className="text-soft">{t('run.flat')}</p>
        )}
        {run.status === 'queued' && !run.failure && <p className="text-soft">{t('run.queued')}</p>}
      </div>
      <RunFacts run={run} last={run.builtIn ? undefined : metrics.at(-1)} />
      {(!run.builtIn || samples.length > 0) && (
        <Part title={t('run.samples')}>
          {samples.length > 0 ? (
            <Filmstrip samples={samples} style={{ ...run.style, title: names.title(run.style) }} />
          ) : (
            <p className="text-soft">
              {isOver(run) ? t('run.samplesNone') : t('run.samplesEmpty', { count: config.sampleEvery })}
            </p>
          )}
        </Part>
      )}
      <Part title={t('run.curves')}>
        {metrics.length === 0 && isOver(run) ? (
          <p className="text-soft">{t('run.curvesNone')}</p>
        ) : (
          <Curves metrics={metrics} />
        )}
      </Part>
      <Part title={t('run.checkpoints')}>
        {checkpoints.length > 0 ? (
          <RunCheckpoints run={run} checkpoints={checkpoints} />
        ) : (
          <p className="text-soft">
            {isOver(run)
              ? t('run.checkpointsNone')
              : t('run.checkpointsEmpty', { count: Math.min(config.checkpointEvery, config.iterations) })}
          </p>
        )}
      </Part>
      <RunSettings config={config} />
    </>
  );
}

function Part({ title, children }: { title: string; children: ReactNode }) {
  return (
    <section className="mt-10">
      <h2 className="mb-3 text-lg">{title}</h2>
      {children}
    </section>
  );
}
