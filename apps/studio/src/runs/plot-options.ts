import uPlot from 'uplot';
import { axis, lossCurve, showLatest, tickTexts } from '@/ui/use-plot.ts';

/** Of the largest value, what a logarithmic scale shows at least: terms that are almost nothing would squeeze the others. */
const SMALLEST = 1e-4;

interface LossPlot {
  width: number;
  height: number;
  /** A logarithmic scale. */
  log: boolean;
  terms: string[];
  /** What the first column, the iterations, is called, and what a term is. */
  iteration: string;
  name: (term: string) => string;
  /** A number as the reader's language writes it. */
  format: (value: number) => string;
}

/** How the losses are drawn, in the page's present colours and font. */
export function plotOptions({ width, height, log, terms, iteration, name, format }: LossPlot): uPlot.Options {
  const shown = (value: number | null) => (value === null ? '–' : format(value));
  const plain = axis();
  return {
    width,
    height,
    scales: { x: { time: false }, y: log ? { distr: 3, range: logRange } : { distr: 1 } },
    axes: [
      plain,
      {
        ...plain,
        // Of a logarithmic scale only the powers of ten: the ticks between them would hatch the whole plot.
        grid: {
          ...plain.grid,
          filter: (_, ticks) => ticks.map((tick) => (log && Math.log10(tick) % 1 ? null : tick)),
        },
        size: 64,
        values: tickTexts(format),
      },
    ],
    series: [
      { label: iteration, value: (_, value: number | null) => shown(value) },
      ...terms.map((term, k) => ({
        ...lossCurve(term, name(term), k),
        value: (_: uPlot, value: number | null) => shown(value),
      })),
    ],
    legend: { live: true },
    cursor: { points: { size: 7 } },
    // Where nobody points, the legend has the latest values.
    hooks: {
      setCursor: [
        (plot) => {
          if (plot.cursor.idx === null || plot.cursor.idx === undefined) showLatest(plot);
        },
      ],
    },
  };
}

function logRange(_: uPlot, least: number, most: number): uPlot.Range.MinMax {
  return uPlot.rangeLog(Math.max(least, most * SMALLEST), most, 10, false);
}
