'use client';
import type { TrainingConfig } from '@atelier/model/config';
import { useFormatter, useTranslations } from 'next-intl';
import type { Speed } from '@/server/speed.ts';
import { useDuration } from '@/ui/use-duration.ts';

/** A step's cost grows with the pixels that it looks at. */
const pixels = ({ size, batch }: Pick<TrainingConfig, 'size' | 'batch'>) => size ** 2 * batch;

/**
 * How long a training takes, from what a real run of the same network took, the one nearest in size; or that nobody knows
 * yet.
 */
export function Estimate({ config, speeds }: { config: TrainingConfig; speeds: Speed[] }) {
  const t = useTranslations('train');
  const format = useFormatter();
  const duration = useDuration();
  const distance = (speed: Speed) => Math.abs(Math.log(pixels(speed) / pixels(config)));
  const [speed] = speeds
    .filter(({ width, lossNetwork }) => width === config.width && lossNetwork === config.lossNetwork)
    .sort((a, b) => distance(a) - distance(b));
  if (!speed) return <p className="text-soft">{t('estimateUnknown')}</p>;
  const seconds = (speed.seconds * pixels(config)) / pixels(speed);
  return (
    <>
      <p className="font-serif text-lg">
        {t('estimateValue', { duration: duration(seconds * config.iterations) })}
      </p>
      <p className="text-xs text-soft">
        {t('estimateBasis', {
          seconds: format.number(speed.seconds, { maximumSignificantDigits: 2 }),
          device: speed.device,
          engine: speed.engine,
        })}
      </p>
    </>
  );
}
