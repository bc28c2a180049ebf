'use client';
import type { CheckpointInfo } from '@atelier/db';
import { useFormatter, useTranslations } from 'next-intl';
import { useLossName } from '@/ui/use-loss-name.ts';
import type { Side } from './use-comparison.ts';

/** The checkpoints' losses on held-out photos. */
export function LossesTable({ sides }: { sides: Side[] }) {
  const t = useTranslations('compare');
  const format = useFormatter();
  const lossName = useLossName();
  const lossesOf = ({ heldOut }: CheckpointInfo) => (heldOut ?? {}) as Record<string, number>;
  const measured = sides.map(({ checkpoint }) => lossesOf(checkpoint));
  // Terms without weight are 0 everywhere. The total is behind all terms of both sides, which it is the sum of.
  const terms = [...new Set(measured.flatMap(Object.keys))]
    .filter((term) => measured.some((losses) => losses[term]))
    .sort((a, b) => Number(a === 'total') - Number(b === 'total'));
  const shown = (checkpoint: CheckpointInfo, term: string) => {
    const value = lossesOf(checkpoint)[term];
    return value === undefined
      ? t('unmeasured')
      : format.number(value, { minimumSignificantDigits: 4, maximumSignificantDigits: 4 });
  };
  return (
    <div className="mt-10">
      <h2 id="losses" className="text-lg">
        {t('losses')}
      </h2>
      <p className="text-xs text-soft">{t('lossesHint')}</p>
      <div className="mt-4 overflow-x-auto" tabIndex={0} role="region" aria-labelledby="losses">
        <table className="w-full border-collapse text-left tabular-nums max-sm:text-xs">
          <thead>
            <tr className="border-b border-edge text-xs text-soft">
              <th scope="col" className="py-2 pr-1 font-medium sm:pr-4">
                {t('iteration')}
              </th>
              {terms.map((term) => (
                <th key={term} scope="col" className="py-2 pl-2.5 text-right sm:pl-4 font-medium">
                  {lossName(term)}
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {sides.map(({ checkpoint, name }) => (
              <tr key={checkpoint.id} className="border-b border-line">
                <th scope="row" className="py-3 pr-1 font-medium sm:pr-4 whitespace-nowrap">
                  {name}
                </th>
                {terms.map((term) => (
                  <td key={term} className="py-3 pl-2.5 text-right sm:pl-4">
                    {shown(checkpoint, term)}
                  </td>
                ))}
              </tr>
            ))}
          </tbody>
        </table>
      </div>
    </div>
  );
}
