'use client';
import type { ImageInfo } from '@atelier/db';
import { useQuery } from '@tanstack/react-query';
import { proxy, type Remote } from 'comlink';
import { Play, Square } from 'lucide-react';
import { useFormatter, useTranslations } from 'next-intl';
import { useState } from 'react';
import { Button } from '@/ui/button.tsx';
import { Failure } from '@/ui/notice.tsx';
import { Picture } from '@/ui/picture.tsx';
import { useFailure } from '@/ui/use-failure.ts';
import type { Eye, SlowStep } from './eye.ts';
import { toPixels } from './picture.ts';
import { Pixels } from './pixels.tsx';
import { slowPictures } from './slow-pictures.ts';

const ITERATIONS = 40;
const EVERY = 4;
/** Of the style, against a content weight of 1. */
const STYLE_WEIGHTS = [0.001, 0.01, 0.1, 1, 10];

interface WeightsProps {
  eye: () => Remote<Eye>;
  photo: ImageInfo;
  style: ImageInfo;
}

/** One photo with the style weighing little to much, each picture computed before the visitor's eyes. */
export function Weights({ eye, photo, style }: WeightsProps) {
  const t = useTranslations('learn.weights');
  const failure = useFailure();
  const format = useFormatter();
  const [steps, setSteps] = useState<Record<number, SlowStep>>({});
  const [started, setStarted] = useState(0);
  const run = useQuery({
    queryKey: ['weights', photo.sha256, style.sha256, started],
    enabled: started > 0,
    queryFn: async () => {
      const pictures = await slowPictures(eye(), photo, style);
      for (const styleWeight of STYLE_WEIGHTS) {
        const told = proxy((step: SlowStep) => {
          if (step.picture) setSteps((before) => ({ ...before, [styleWeight]: step }));
        });
        const how = { iterations: ITERATIONS, every: EVERY, contentWeight: 1, styleWeight };
        const finished = await eye().slow('weights', pictures, how, told);
        if (!finished) return false;
      }
      return true;
    },
  });
  const start = () => {
    setSteps({});
    setStarted(started + 1);
  };
  return (
    <div>
      {run.isFetching ? (
        <Button onClick={() => void eye().stop('weights')}>
          <Square aria-hidden />
          {t('stop')}
        </Button>
      ) : (
        <Button look="seal" onClick={start}>
          <Play aria-hidden />
          {t('start')}
        </Button>
      )}
      {run.error && <Failure>{failure(run.error)}</Failure>}
      <ol className="mt-5 grid grid-cols-2 gap-4 sm:grid-cols-3 lg:grid-cols-5">
        {STYLE_WEIGHTS.map((weight) => {
          const shown = format.number(weight, { maximumSignificantDigits: 3 });
          const picture = steps[weight]?.picture;
          return (
            <li key={weight}>
              {picture ? (
                <Pixels pixels={toPixels(picture)} label={t('picture', { weight: shown })} />
              ) : (
                <Picture image={photo} alt="" sizes="320px" className="h-auto w-full opacity-40" />
              )}
              <p className="mt-2 tabular-nums">{t('style', { weight: shown })}</p>
              <p className="text-xs text-soft tabular-nums">
                {steps[weight] && t('step', { step: steps[weight].iteration, of: ITERATIONS })}
              </p>
            </li>
          );
        })}
      </ol>
    </div>
  );
}
