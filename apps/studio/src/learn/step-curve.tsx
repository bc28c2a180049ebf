'use client';
import { useFormatter } from 'next-intl';
import { useTheme } from 'next-themes';
import { useCallback, useMemo, useRef } from 'react';
import type uPlot from 'uplot';
import { useLossName } from '@/ui/use-loss-name.ts';
import { axis, lossCurve, tickTexts, usePlot } from '@/ui/use-plot.ts';
import type { SlowStep } from './eye.ts';

const HEIGHT = 220;
const terms = ['content', 'style', 'total'] as const;

/** How content, style and the sum of all terms go down, step by step. */
export function StepCurve({ steps, iterations }: { steps: SlowStep[]; iterations: number }) {
  const box = useRef<HTMLDivElement>(null);
  const lossName = useLossName();
  const format = useFormatter();
  const { resolvedTheme } = useTheme();
  const options = useCallback(
    (width: number): uPlot.Options => ({
      width,
      height: HEIGHT,
      scales: { x: { time: false, range: [0, iterations] }, y: { distr: 3 } },
      axes: [
        axis(),
        {
          ...axis(),
          size: 44,
          values: tickTexts((value) => format.number(value, { maximumSignificantDigits: 1 })),
        },
      ],
      series: [{}, ...terms.map((term, k) => lossCurve(term, lossName(term), k))],
      cursor: { show: false },
      legend: { live: false },
    }),
    [iterations, lossName, format],
  );
  const data = useMemo<uPlot.AlignedData>(
    () => [
      steps.map(({ iteration }) => iteration),
      ...terms.map((term) => steps.map((step) => step[term] || null)), // there is no logarithm of 0
    ],
    [steps],
  );
  usePlot(box, options, data, resolvedTheme);
  return <div ref={box} />;
}
