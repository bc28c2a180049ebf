'use client';
import type { CheckpointInfo } from '@atelier/db';
import { useFormatter, useTranslations } from 'next-intl';
import { LOSS_DIGITS } from '@/ui/loss-digits.ts';
import { useLossName } from '@/ui/use-loss-name.ts';
import type { Side } from './use-comparison.ts';

/** The checkpoints' losses on held-out photos: a column for each, which adds up to its last number. */
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
      : format.number(value, { ...LOSS_DIGITS, minimumSignificantDigits: 4 });
  };
  return (
    <div className="mt-10">
      <h2 id="losses" className="text-lg">
        {t('losses')}
      </h2>
      <p className="text-xs text-soft">{t('lossesHint')}</p>
      <div className="mt-4 overflow-x-auto" tabIndex={0} role="region" aria-labelledby="losses">
        <table className="border-collapse text-left tabular-nums max-sm:text-xs">
          <thead>
            <tr className="border-b border-edge text-xs text-soft">
              <th scope="col" className="py-2 pr-2 font-medium sm:pr-8">
                {t('loss')}
              </th>
              {sides.map(({ checkpoint, name }) => (
                <th key={checkpoint.id} scope="col" className="py-2 pl-3 text-right font-medium sm:pl-8">
                  {name}
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {terms.map((term) => (
              <tr key={term} className="border-b border-line last:border-edge last:font-medium">
                <th scope="row" className="py-2 pr-2 font-normal sm:pr-8">
                  {lossName(term)}
                </th>
                {sides.map(({ checkpoint }) => (
                  <td key={checkpoint.id} className="py-2 pl-3 text-right sm:pl-8">
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
