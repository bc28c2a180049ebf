import type { TrainingConfig } from '@atelier/model/config';
import { ChevronRight } from 'lucide-react';
import { useTranslations } from 'next-intl';

/** Settings that the form has words for; the others go by the names that the command line has for them. */
const known = [
  'iterations',
  'checkpointEvery',
  'size',
  'batch',
  'width',
  'styleSize',
  'contentWeight',
  'styleWeight',
  'paletteWeight',
  'totalVariationWeight',
  'seed',
] as const;
const isKnown = (name: string): name is (typeof known)[number] => known.some((each) => each === name);

/** The whole configuration of a run, folded away. */
export function RunSettings({ config }: { config: TrainingConfig }) {
  const t = useTranslations();
  return (
    <details className="group mt-10 border-t border-line pt-5">
      <summary className="flex list-none items-center gap-2 font-medium">
        <ChevronRight aria-hidden className="size-4 transition-transform group-open:rotate-90" />
        {t('run.settings')}
      </summary>
      <dl className="mt-4 grid gap-x-10 gap-y-1 text-xs sm:grid-cols-2 lg:grid-cols-3">
        {Object.entries(config).map(([name, value]) => (
          <div key={name} className="flex justify-between gap-4 border-b border-line py-1">
            <dt className="text-soft">{isKnown(name) ? t(`train.${name}`) : <code>{name}</code>}</dt>
            <dd className="tabular-nums">{String(value)}</dd>
          </div>
        ))}
      </dl>
    </details>
  );
}
