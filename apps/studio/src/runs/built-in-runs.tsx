import type { Run } from '@atelier/db';
import { useTranslations } from 'next-intl';
import { RunRow } from './run-row.tsx';

/** The trainings that the built-in networks come from, to look at. */
export function BuiltInRuns({ runs }: { runs: Run[] }) {
  const t = useTranslations('runs');
  if (runs.length === 0) return null;
  return (
    <section className="mt-14">
      <h2 className="text-lg">{t('builtIn')}</h2>
      <p className="mt-1 mb-5 max-w-prose text-soft">{t('builtInHint')}</p>
      <ul className="border-t border-line">
        {runs.map((run) => (
          <RunRow key={run.id} run={run} />
        ))}
      </ul>
    </section>
  );
}
