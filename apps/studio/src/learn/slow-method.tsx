'use client';
import type { ImageInfo } from '@atelier/db';
import { useQuery } from '@tanstack/react-query';
import { proxy, type Remote } from 'comlink';
import { Play, Square } from 'lucide-react';
import { useFormatter, useTranslations } from 'next-intl';
import { useState } from 'react';
import { Button } from '@/ui/button.tsx';
import { Meter } from '@/ui/meter.tsx';
import { Failure } from '@/ui/notice.tsx';
import { Picture } from '@/ui/picture.tsx';
import { useFailure } from '@/ui/use-failure.ts';
import type { Eye, SlowStep } from './eye.ts';
import { toPixels } from './picture.ts';
import { Pixels } from './pixels.tsx';
import { slowPictures } from './slow-pictures.ts';
import { StepCurve } from './step-curve.tsx';

const ITERATIONS = 100;
const EVERY = 2;

interface SlowMethodProps {
  eye: () => Remote<Eye>;
  photo: ImageInfo;
  style: ImageInfo;
  /** By the style's network, as far as it is there. */
  painting: ImageInfo | undefined;
}

/** The original method at work on the photo, step by step, beside the painting that the network made at once. */
export function SlowMethod({ eye, photo, style, painting }: SlowMethodProps) {
  const t = useTranslations('learn.slow');
  const failure = useFailure();
  const format = useFormatter();
  const [steps, setSteps] = useState<SlowStep[]>([]);
  const [started, setStarted] = useState(0);
  const run = useQuery({
    queryKey: ['slow', photo.sha256, style.sha256, started],
    enabled: started > 0,
    queryFn: async () => {
      const pictures = await slowPictures(eye(), photo, style);
      await eye().slow(
        'slow',
        pictures,
        { iterations: ITERATIONS, every: EVERY, contentWeight: 0.6, styleWeight: 1 },
        proxy((step) => setSteps((before) => [...before, step])),
      );
      return true;
    },
  });
  const last = steps.at(-1);
  const picture = steps.findLast(({ picture }) => picture)?.picture;
  const start = () => {
    setSteps([]);
    setStarted(started + 1);
  };
  return (
    <div className="grid gap-6 md:grid-cols-3">
      <figure>
        {picture ? (
          <Pixels pixels={toPixels(picture)} label={t('slow')} />
        ) : (
          <Picture image={photo} alt="" sizes="480px" className="h-auto w-full" />
        )}
        <figcaption className="mt-2">
          <span className="font-medium">{t('slow')}</span>{' '}
          <span className="text-soft tabular-nums" role="status">
            {last &&
              t('step', {
                step: last.iteration,
                of: ITERATIONS,
                seconds: format.number(last.seconds, { maximumFractionDigits: 1 }),
              })}
          </span>
        </figcaption>
        {run.isFetching && <Meter label={t('progress')} value={(last?.iteration ?? 0) / ITERATIONS} />}
        <div className="mt-3">
          {run.isFetching ? (
            <Button onClick={() => void eye().stop('slow')}>
              <Square aria-hidden />
              {t('stop')}
            </Button>
          ) : (
            <Button look="seal" onClick={start}>
              <Play aria-hidden />
              {steps.length ? t('again') : t('start')}
            </Button>
          )}
        </div>
        {run.error && <Failure>{failure(run.error)}</Failure>}
      </figure>
      <figure>
        {painting ? (
          <Picture image={painting} alt={t('fast')} sizes="480px" className="h-auto w-full" />
        ) : (
          <div className="animate-breathe bg-sunken" style={{ aspectRatio: photo.width / photo.height }} />
        )}
        <figcaption className="mt-2">
          <span className="font-medium">{t('fast')}</span>{' '}
          <span className="text-soft">{t('fastExplained')}</span>
        </figcaption>
      </figure>
      <figure>
        <StepCurve steps={steps} iterations={ITERATIONS} />
        <figcaption className="mt-2 text-soft">{t('curve')}</figcaption>
      </figure>
    </div>
  );
}
