'use client';
import type { CheckpointInfo, Run } from '@atelier/db';
import type { TrainingConfig } from '@atelier/model/config';
import { Radio } from 'lucide-react';
import dynamic from 'next/dynamic';
import { useFormatter, useTranslations } from 'next-intl';
import { useFailure } from '@/ui/use-failure.ts';
import { useNames } from '@/i18n/use-names.ts';
import Link from 'next/link';
import type { ReactNode } from 'react';
import { Button } from '@/ui/button.tsx';
import { Meter } from '@/ui/meter.tsx';
import { Empty, Failure } from '@/ui/notice.tsx';
import { Fitted } from '@/ui/picture.tsx';
import { Skeleton } from '@/ui/skeleton.tsx';
import { useDuration } from '@/ui/use-duration.ts';
import { Filmstrip } from './filmstrip.tsx';
import { RunActions } from './run-actions.tsx';
import { RunNotice } from './run-notice.tsx';
import { RunSettings } from './run-settings.tsx';
import { isOver, shownStatus } from './status.ts';
import { type RunView, useRun } from './use-run.ts';
import { at } from '@/contracts/base-path.ts';

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
      <div className="flex flex-wrap items-center gap-5 pt-6 pb-6">
        <Fitted
          box={1}
          image={run.style.image}
          alt={t('gallery.styleAlt', { title: names.title(run.style) })}
          sizes="6rem"
          first
          className="border-4 border-paper shadow-frame"
          boxClassName="w-20 shrink-0 items-center sm:w-24"
        />
        <div className="min-w-0 flex-1 basis-60">
          <h1 className="text-xl">{t('run.title', { title: names.title(run.style) })}</h1>
          <p
            className="mt-1 flex items-center gap-2 text-soft data-[status=failed]:text-danger"
            aria-live="polite"
            data-status={run.status}
          >
            {run.builtIn ? t('run.builtIn') : t(`runs.status.${shownStatus(run)}`)}
            {run.status === 'running' && live && (
              <span className="inline-flex items-center gap-1 text-xs">
                <Radio aria-hidden className="size-3.5 text-seal" />
                {t('run.live')}
              </span>
            )}
          </p>
        </div>
        {run.builtIn ? (
          <Button asChild>
            <Link href={`/train?style=${run.style.slug}`}>{t('run.trainItself')}</Link>
          </Button>
        ) : (
          <>
            <RunNotice run={run} />
            <RunActions run={run} />
          </>
        )}
      </div>
      <div className="space-y-3">
        {lost && (
          <Failure action={<Button onClick={reconnect}>{t('actions.retry')}</Button>}>
            {unanswered ? failure.server(unanswered) : t('run.polling')}
          </Failure>
        )}
        {run.failure && (
          <Failure>
            {t(`run.failures.${run.failure}`, { iteration: run.iteration })}
            <span lang="en" className="mt-1 block text-xs text-soft">
              {run.failureDetail}
            </span>
          </Failure>
        )}
        {run.status === 'queued' && <p className="text-soft">{t('run.queued')}</p>}
      </div>
      <Facts run={run} waiting={run.builtIn ? undefined : metrics.at(-1)} />
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
          <Checkpoints run={run} checkpoints={checkpoints} />
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

function Facts({ run, waiting: last }: { run: Run; waiting: RunView['metrics'][number] | undefined }) {
  const t = useTranslations();
  const format = useFormatter();
  const duration = useDuration();
  const { iteration, iterations, secondsLeft, secondsPerIteration: seconds, device, engine } = run;
  const { startedAt, secondsWorked } = run;
  const facts: [string, ReactNode][] = [
    [t('run.iteration'), t('runs.progress', { iteration, iterations })],
    isOver(run)
      ? [t('run.timeTaken'), startedAt ? duration(secondsWorked) : '–']
      : [t('run.timeLeft'), secondsLeft === null ? t('run.unknown') : duration(secondsLeft)],
    [
      t('run.speed'),
      seconds === null ? (
        t('run.unknown')
      ) : (
        <>
          {t('run.speedValue', { seconds: format.number(seconds, { maximumSignificantDigits: 3 }) })}
          {last && last.seconds > 0 && (
            <span className="block text-xs text-soft">
              {t('run.waitingForPhotos', { share: Math.min(1, last.waiting / last.seconds) })}
            </span>
          )}
        </>
      ),
    ],
    [t('run.device'), device ? [device, engine].filter(Boolean).join(' · ') : t('run.unknown')],
  ];
  return (
    <div className="mt-6">
      <Meter label={t('run.progress')} value={iteration / iterations} />
      <dl className="mt-5 grid grid-cols-2 gap-x-6 gap-y-4 lg:grid-cols-4">
        {facts.map(([term, value]) => (
          <div key={term}>
            <dt className="text-xs text-soft">{term}</dt>
            <dd className="break-words tabular-nums">{value}</dd>
          </div>
        ))}
      </dl>
    </div>
  );
}

function Checkpoints({ run, checkpoints }: { run: Run; checkpoints: CheckpointInfo[] }) {
  const t = useTranslations();
  const page = `/styles/${run.style.slug}`;
  const [a, b] = checkpoints.slice(-2);
  return (
    <>
      <ul className="border-t border-line">
        {checkpoints.map(({ id, iteration }) => (
          <li key={id} className="flex flex-wrap items-center gap-x-4 gap-y-2 border-b border-line py-3">
            <span className="flex-1 tabular-nums">{t('paint.checkpointName', { iteration })}</span>
            <Button asChild size="small">
              <Link href={`${page}?checkpoint=${id}`}>{t('run.paint')}</Link>
            </Button>
            <Button asChild size="small" look="quiet">
              <a href={at(`/api/checkpoints/${id}`)} download={`${run.style.slug}_${iteration}.safetensors`}>
                {t('run.download')}
              </a>
            </Button>
          </li>
        ))}
      </ul>
      {a && b && (
        <Button asChild look="seal" className="mt-5">
          <Link href={`${page}/compare?a=${a.id}&b=${b.id}`}>{t('run.compare')}</Link>
        </Button>
      )}
    </>
  );
}
