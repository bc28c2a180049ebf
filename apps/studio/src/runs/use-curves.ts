import type { Metric } from '@atelier/db';
import { useMemo } from 'react';
import type uPlot from 'uplot';
import { smoothed } from './smoothing.ts';

/** The loss terms that count in a run, and their curves, smoothed: as values, and as the plot takes them. */
export function useCurves(metrics: Metric[], { smoothing, log }: { smoothing: number; log: boolean }) {
  // Terms without weight are 0 throughout. As a text, so that new metrics do not draw the plot anew.
  const names = [...new Set(metrics.flatMap(({ losses }) => Object.keys(losses)))]
    .filter((name) => metrics.some(({ losses }) => losses[name]))
    .join();
  const terms = useMemo(() => names.split(','), [names]);
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
  const data = useMemo<uPlot.AlignedData>(
    () => [
      metrics.map(({ iteration }) => iteration),
      ...curves.map((values) => values.map((value) => (log && value <= 0 ? null : value))),
    ],
    [metrics, curves, log],
  );
  return { terms, curves, data };
}
