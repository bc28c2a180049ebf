'use client';
import type { TrainingConfig } from '@atelier/model/config';
import { useMutation } from '@tanstack/react-query';
import { useFormatter, useTranslations } from 'next-intl';
import { useState } from 'react';
import type { Speed } from '@/contracts/speed.ts';
import { useTRPC } from '@/trpc/client.tsx';
import { Button } from '@/ui/button.tsx';
import { Failure } from '@/ui/notice.tsx';
import { useDuration } from '@/ui/use-duration.ts';
import { stepTime } from './time.ts';

/**
 * How long a training takes, from what a real run of the same network took, the one nearest in size; where there was none,
 * from a measurement that the visitor asks for.
 */
export function Estimate({ config, speeds }: { config: TrainingConfig; speeds: Speed[] }) {
  const t = useTranslations('train');
  const format = useFormatter();
  const duration = useDuration();
  const trpc = useTRPC();
  const [measured, setMeasured] = useState<Speed[]>([]);
  const measure = useMutation(
    trpc.runs.measure.mutationOptions({ onSuccess: (speed) => setMeasured((others) => [...others, speed]) }),
  );
  const step = stepTime(config, [...speeds, ...measured]);
  if (!step) {
    const { width, lossNetwork, size, batch } = config;
    return (
      <div className="space-y-3">
        <p className="text-soft">{t('estimateUnknown')}</p>
        <Button
          size="small"
          disabled={measure.isPending}
          onClick={() => measure.mutate({ width, lossNetwork, size, batch })}
        >
          {measure.isPending ? t('measuring') : t('measure')}
        </Button>
        {measure.isError && <Failure>{t('measureFailed', { detail: measure.error.message })}</Failure>}
      </div>
    );
  }
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
