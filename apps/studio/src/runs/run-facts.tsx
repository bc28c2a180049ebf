import type { Run } from '@atelier/db';
import { useFormatter, useTranslations } from 'next-intl';
import type { ReactNode } from 'react';
import { Facts } from '@/ui/facts.tsx';
import { Meter } from '@/ui/meter.tsx';
import { useDuration } from '@/ui/use-duration.ts';
import { isOver } from './status.ts';
import type { RunView } from './use-run.ts';

interface RunFactsProps {
  run: Run;
  /** The last thing measured, which tells how long it waited for photos. */
  last: RunView['metrics'][number] | undefined;
}

/** How far a run is, how long it takes, and what trains it. */
export function RunFacts({ run, last }: RunFactsProps) {
  const t = useTranslations();
  const format = useFormatter();
  const duration = useDuration();
  const { iteration, iterations, secondsLeft, secondsPerIteration: seconds, device, engine } = run;
  const { startedAt, secondsWorked } = run;
  // Who trains it says what is left; of one that is paused or waits it is as it was.
  const left =
    run.status === 'running' || seconds === null ? secondsLeft : (iterations - iteration) * seconds;
  const unknown = isOver(run) ? '–' : t('run.unknown');
  const waiting = last && last.seconds > 0 ? Math.min(1, last.waiting / last.seconds) : 0;
  const facts: [string, ReactNode][] = [
    [t('run.progress'), t('runs.progress', { iteration, iterations })],
    isOver(run)
      ? [t('run.timeTaken'), startedAt ? duration(secondsWorked) : unknown]
      : [t('run.timeLeft'), left === null ? unknown : duration(left)],
    [
      t('run.speed'),
      seconds === null ? (
        unknown
      ) : (
        <>
          {t('run.speedValue', { seconds: format.number(seconds, { maximumSignificantDigits: 3 }) })}
          {waiting >= 0.01 && (
            <span className="block text-xs text-soft">{t('run.waitingForPhotos', { share: waiting })}</span>
          )}
        </>
      ),
    ],
    [t('run.device'), device ? <Facts of={[device, engine]} /> : unknown],
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
