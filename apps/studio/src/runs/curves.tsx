'use client';
import type { Metric } from '@atelier/db';
import { useFormatter, useTranslations } from 'next-intl';
import { useTheme } from 'next-themes';
import { type KeyboardEvent, useCallback, useRef, useState } from 'react';
import { Slider } from '@/ui/slider.tsx';
import { LOSS_DIGITS } from '@/ui/loss-digits.ts';
import { Switch } from '@/ui/switch.tsx';
import { useLossName } from '@/ui/use-loss-name.ts';
import { usePlot } from '@/ui/use-plot.ts';
import { plotOptions } from './plot-options.ts';
import { useCurves } from './use-curves.ts';

const HEIGHT = 320;

/** How far a key moves the line through the curves, in logged iterations. */
const moves: Record<string, number> = {
  ArrowLeft: -1,
  ArrowRight: 1,
  PageDown: -10,
  PageUp: 10,
  Home: -Infinity,
  End: Infinity,
};

/**
 * The loss curves of a run: smoothed, on a logarithmic scale if wanted, with the values where the pointer is or where the
 * keys have moved to: a slider over the logged iterations.
 */
export function Curves({ metrics }: { metrics: Metric[] }) {
  const t = useTranslations('run');
  const lossName = useLossName();
  const format = useFormatter();
  const number = useCallback((value: number) => format.number(value, LOSS_DIGITS), [format]);
  const { resolvedTheme } = useTheme();
  const box = useRef<HTMLDivElement>(null);
  const [smoothing, setSmoothing] = useState(0.6);
  const [log, setLog] = useState(true);
  const [place, setPlace] = useState(Infinity);
  const { terms, curves, data } = useCurves(metrics, { smoothing, log });
  const stood = Math.max(0, Math.min(metrics.length - 1, place));

  const options = useCallback(
    (width: number) =>
      plotOptions({
        width,
        height: HEIGHT,
        log,
        terms,
        iteration: t('iteration'),
        name: lossName,
        format: number,
      }),
    [log, terms, t, lossName, number],
  );
  const plot = usePlot(box, options, data, resolvedTheme);

  const walk = (event: KeyboardEvent) => {
    const by = moves[event.key];
    if (by === undefined || !plot.current) return;
    event.preventDefault();
    const next = Math.max(0, Math.min(metrics.length - 1, stood + by));
    setPlace(next);
    plot.current.setCursor({ left: plot.current.valToPos(metrics[next]!.iteration, 'x'), top: HEIGHT / 2 });
  };
  const said = (name: string, value: number) => `${name} ${number(value)}`;
  if (metrics.length === 0) return <p className="text-soft">{t('curvesEmpty')}</p>;
  return (
    <>
      <div
        ref={box}
        role="slider"
        tabIndex={0}
        onKeyDown={walk}
        aria-label={t('curvesAlt')}
        aria-valuemin={metrics[0]!.iteration}
        aria-valuemax={metrics.at(-1)!.iteration}
        aria-valuenow={metrics[stood]!.iteration}
        aria-valuetext={[
          said(t('iteration'), metrics[stood]!.iteration),
          ...terms.map((term, i) => said(lossName(term), curves[i]![stood]!)),
        ].join(', ')}
        data-points={metrics.length}
        className="min-h-90 text-xs"
      />
      <div className="mt-4 grid max-w-2xl gap-x-10 gap-y-4 sm:grid-cols-2">
        <Slider
          label={t('smoothing')}
          value={smoothing}
          onChange={setSmoothing}
          min={0}
          max={0.98}
          step={0.02}
          shown={smoothing.toFixed(2)}
        />
        <div className="sm:pt-1">
          <Switch label={t('log')} checked={log} onChange={setLog} />
        </div>
      </div>
    </>
  );
}
