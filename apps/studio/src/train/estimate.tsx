'use client';
import type { TrainingConfig } from '@atelier/model/config';
import { useFormatter, useTranslations } from 'next-intl';
import { Button } from '@/ui/button.tsx';
import { Failure } from '@/ui/notice.tsx';
import { useDuration } from '@/ui/use-duration.ts';
import { useFailure } from '@/ui/use-failure.ts';
import { stepTime } from './time.ts';
import type { Speeds } from './use-speeds.ts';

/**
 * How long a training takes, from what a real run of the same network took, the one nearest in size; where there was none,
 * from a measurement, which the visitor may have to ask for.
 */
export function Estimate({ config, speeds }: { config: TrainingConfig; speeds: Speeds }) {
  const t = useTranslations('train');
  const failure = useFailure();
  const format = useFormatter();
  const duration = useDuration();
  const step = stepTime(config, speeds.known);
  if (!step)
    return (
      <div className="space-y-3">
        <p className="text-soft">{t('estimateUnknown')}</p>
        <Button size="small" disabled={speeds.measuring !== undefined} onClick={() => speeds.measure(config)}>
          {speeds.measuring ? t('measuring') : t('measure')}
        </Button>
        {speeds.failure !== null && (
          <Failure>{t('measureFailed', { detail: failure(speeds.failure) })}</Failure>
        )}
      </div>
    );
  const { seconds, scaled, from } = step;
  const short = (value: number) => format.number(value, { maximumSignificantDigits: 2 });
  return (
    <>
      <p className="font-serif text-lg">
        {t('estimateValue', { duration: duration(seconds * config.iterations) })}
      </p>
      <p className="text-xs text-soft">
        {t(scaled ? 'estimateScaled' : 'estimateBasis', {
          ...{ step: short(seconds), seconds: short(from.seconds), size: from.size, batch: from.batch },
          ...{ device: from.device, engine: from.engine },
        })}
      </p>
    </>
  );
}
