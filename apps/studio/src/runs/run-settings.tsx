import type { TrainingConfig } from '@atelier/model/config';
import { useTranslations } from 'next-intl';
import { Disclosure } from '@/ui/disclosure.tsx';

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
  'stopWhenFlat',
  'seed',
] as const;
const isKnown = (name: string): name is (typeof known)[number] => known.some((each) => each === name);

/** The whole configuration of a run, folded away. */
export function RunSettings({ config }: { config: TrainingConfig }) {
  const t = useTranslations();
  return (
    <Disclosure title={t('run.settings')} className="mt-10">
      <dl className="mt-4 grid gap-x-10 gap-y-1 text-xs sm:grid-cols-2 lg:grid-cols-3">
        {Object.entries(config).map(([name, value]) => (
          <div key={name} className="flex justify-between gap-4 border-b border-line py-1">
            <dt className="text-soft">{isKnown(name) ? t(`train.${name}`) : <code>{name}</code>}</dt>
            <dd className="tabular-nums">{String(value)}</dd>
          </div>
        ))}
      </dl>
    </Disclosure>
  );
}
