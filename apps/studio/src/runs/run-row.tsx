'use client';
import type { Run } from '@atelier/db';
import type { TrainingConfig } from '@atelier/model/config';
import { useFormatter, useTranslations } from 'next-intl';
import { useNames } from '@/i18n/use-names.ts';
import Link from 'next/link';
import { cn } from '@/ui/class-names.ts';
import { Facts } from '@/ui/facts.tsx';
import { Meter } from '@/ui/meter.tsx';
import { Fitted } from '@/ui/picture.tsx';
import { useDuration } from '@/ui/use-duration.ts';
import { isOver, shownStatus } from './status.ts';

/** A run in a list of runs. */
export function RunRow({ run }: { run: Run }) {
  const t = useTranslations();
  const names = useNames();
  const format = useFormatter();
  const duration = useDuration();
  const { style, iteration, iterations, secondsLeft, startedAt, secondsWorked, createdAt } = run;
  const time =
    run.status === 'running' && secondsLeft !== null
      ? t('runs.left', { duration: duration(secondsLeft) })
      : isOver(run) && startedAt
        ? t('runs.took', { duration: duration(secondsWorked) })
        : null;
  const wentOn = (run.config as TrainingConfig).startFrom === 'network' ? t('runs.wentOn') : null;
  // What tells several runs of one style apart; a built-in one came with the studio.
  const begun = run.builtIn
    ? null
    : format.dateTime(createdAt, {
        ...{ month: 'short', day: 'numeric' },
        ...{ hour: '2-digit', minute: '2-digit', hourCycle: 'h23' },
      });
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
            <Facts of={[t(`runs.status.${shownStatus(run)}`), time, wentOn, begun]} />
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
