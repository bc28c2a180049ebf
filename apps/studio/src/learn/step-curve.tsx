'use client';
import { useFormatter } from 'next-intl';
import { useTheme } from 'next-themes';
import { useEffect, useRef } from 'react';
import uPlot from 'uplot';
import 'uplot/dist/uPlot.min.css';
import { useLossName } from '@/ui/use-loss-name.ts';
import type { SlowStep } from './eye.ts';

const HEIGHT = 220;
const terms = ['content', 'style', 'total'] as const;

/** How content, style and the sum of all terms go down, step by step. */
export function StepCurve({ steps, iterations }: { steps: SlowStep[]; iterations: number }) {
  const box = useRef<HTMLDivElement>(null);
  const plot = useRef<uPlot>(null);
  const lossName = useLossName();
  const format = useFormatter();
  const { resolvedTheme } = useTheme();
  useEffect(() => {
    const element = box.current!;
    const colour = (name: string) => getComputedStyle(document.documentElement).getPropertyValue(`--${name}`);
    const font = `12px ${getComputedStyle(document.body).fontFamily}`;
    const axis: uPlot.Axis = { stroke: colour('soft'), font, grid: { stroke: colour('line'), width: 1 } };
    const shown = (value: number) => format.number(value, { maximumSignificantDigits: 1 });
    const made = new uPlot(
      {
        width: element.clientWidth,
        height: HEIGHT,
        scales: { x: { time: false, range: [0, iterations] }, y: { distr: 3 } },
        axes: [
          axis,
          {
            ...axis,
            size: 44,
            values: (_, ticks) => ticks.map((tick: number | null) => (tick === null ? '' : shown(tick))),
          },
        ],
        series: [
          {},
          ...terms.map((term) => ({
            label: lossName(term),
            stroke: colour(term),
            width: 2,
            points: { show: false },
          })),
        ],
        cursor: { show: false },
        legend: { live: false },
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
  }, [iterations, lossName, format, resolvedTheme]);
  useEffect(() => {
    plot.current?.setData([
      steps.map(({ iteration }) => iteration),
      ...terms.map((term) => steps.map((step) => step[term] || null)), // there is no logarithm of 0
    ]);
  }, [steps, resolvedTheme]);
  return <div ref={box} />;
}
