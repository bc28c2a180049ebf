'use client';
import type { Metric } from '@atelier/db';
import { useFormatter, useTranslations } from 'next-intl';
import { useTheme } from 'next-themes';
import { type KeyboardEvent, useEffect, useMemo, useRef, useState } from 'react';
import uPlot from 'uplot';
import 'uplot/dist/uPlot.min.css';
import { Slider } from '@/ui/slider.tsx';
import { Switch } from '@/ui/switch.tsx';
import { useLossName } from '@/ui/use-loss-name.ts';
import { smoothed } from './smoothing.ts';

const HEIGHT = 320;
/** Of the largest value, what a logarithmic scale shows at least: terms that are almost nothing would squeeze the others. */
const SMALLEST = 1e-4;

/** How far a key moves the line through the curves, in logged iterations. */
const moves: Record<string, number> = {
  ArrowLeft: -1,
  ArrowRight: 1,
  PageDown: -10,
  PageUp: 10,
  Home: -Infinity,
  End: Infinity,
};

function latest(plot: uPlot): void {
  const idx = plot.data[0].length - 1;
  if (idx >= 0) plot.setLegend({ idx }, false);
}

/**
 * The loss curves of a run: smoothed, on a logarithmic scale if wished, with the values where the pointer is or where the
 * keys have moved to: a slider over the logged iterations.
 */
export function Curves({ metrics }: { metrics: Metric[] }) {
  const t = useTranslations('run');
  const lossName = useLossName();
  const format = useFormatter();
  const { resolvedTheme } = useTheme();
  const box = useRef<HTMLDivElement>(null);
  const plot = useRef<uPlot>(null);
  const [smoothing, setSmoothing] = useState(0.6);
  const [log, setLog] = useState(true);
  const [place, setPlace] = useState(Infinity);
  const empty = metrics.length === 0;
  // Terms without weight are 0 throughout. As a text, so that new metrics do not draw the plot anew.
  const names = [...new Set(metrics.flatMap(({ losses }) => Object.keys(losses)))]
    .filter((name) => metrics.some(({ losses }) => losses[name]))
    .join();
  const terms = useMemo(() => names.split(','), [names]);
  const stood = Math.max(0, Math.min(metrics.length - 1, place));

  useEffect(() => {
    const element = box.current;
    if (!element) return;
    const colour = (name: string) => getComputedStyle(document.documentElement).getPropertyValue(`--${name}`);
    const shown = (value: number | null) =>
      value === null ? '–' : format.number(value, { maximumSignificantDigits: 4 });
    const font = `13px ${getComputedStyle(document.body).fontFamily}`;
    const axis: uPlot.Axis = {
      stroke: colour('soft'),
      font,
      grid: { stroke: colour('line'), width: 1 },
      ticks: { show: false },
    };
    const made = new uPlot(
      {
        width: element.clientWidth,
        height: HEIGHT,
        scales: {
          x: { time: false },
          y: log
            ? {
                distr: 3,
                range: (_, least, most) => uPlot.rangeLog(Math.max(least, most * SMALLEST), most, 10, false),
              }
            : { distr: 1 },
        },
        axes: [
          axis,
          {
            ...axis,
            // Of a logarithmic scale only the powers of ten: the ticks between them would hatch the whole plot.
            grid: {
              ...axis.grid,
              filter: (_, ticks) => ticks.map((tick) => (log && Math.log10(tick) % 1 ? null : tick)),
            },
            size: 64,
            values: (_, ticks) => ticks.map((tick: number | null) => (tick === null ? '' : shown(tick))),
          },
        ],
        series: [
          { label: t('iteration'), value: (_, value: number | null) => shown(value) },
          ...terms.map((term, k) => ({
            label: lossName(term),
            stroke: colour(term) || `oklch(0.65 0.12 ${(140 + 65 * k) % 360})`,
            width: 2,
            points: { show: false },
            value: (_: uPlot, value: number | null) => shown(value),
          })),
        ],
        legend: { live: true },
        cursor: { points: { size: 7 } },
        // Where nobody points, the legend has the latest values.
        hooks: {
          setCursor: [
            (plot) => {
              if (plot.cursor.idx === null || plot.cursor.idx === undefined) latest(plot);
            },
          ],
        },
      },
      [[], ...terms.map(() => [])],
      element,
    );
    plot.current = made;
    const observer = new ResizeObserver(() => made.setSize({ width: element.clientWidth, height: HEIGHT }));
    observer.observe(element);
    return () => {
      observer.disconnect();
      made.destroy();
      plot.current = null;
    };
  }, [empty, terms, log, resolvedTheme, t, lossName, format]);

  const curves = useMemo(
    () =>
      terms.map((term) =>
        smoothed(
          metrics.map(({ losses }) => losses[term] ?? 0),
          smoothing,
        ),
      ),
    [terms, metrics, smoothing],
  );
  useEffect(() => {
    plot.current?.setData([
      metrics.map(({ iteration }) => iteration),
      ...curves.map((values) => values.map((value) => (log && value <= 0 ? null : value))),
    ]);
    if (plot.current) latest(plot.current);
  }, [metrics, curves, log, resolvedTheme, t, format]);

  const walk = (event: KeyboardEvent) => {
    const by = moves[event.key];
    if (by === undefined || !plot.current) return;
    event.preventDefault();
    const next = Math.max(0, Math.min(metrics.length - 1, stood + by));
    setPlace(next);
    plot.current.setCursor({ left: plot.current.valToPos(metrics[next]!.iteration, 'x'), top: HEIGHT / 2 });
  };
  const said = (name: string, value: number) =>
    `${name} ${format.number(value, { maximumSignificantDigits: 4 })}`;
  if (empty) return <p className="text-soft">{t('curvesEmpty')}</p>;
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
