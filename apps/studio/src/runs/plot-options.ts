import uPlot from 'uplot';

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
  const colour = (part: string) => getComputedStyle(document.documentElement).getPropertyValue(`--${part}`);
  const shown = (value: number | null) => (value === null ? '–' : format(value));
  const axis: uPlot.Axis = {
    stroke: colour('soft'),
    font: `13px ${getComputedStyle(document.body).fontFamily}`,
    grid: { stroke: colour('line'), width: 1 },
    ticks: { show: false },
  };
  return {
    width,
    height,
    scales: { x: { time: false }, y: log ? { distr: 3, range: logRange } : { distr: 1 } },
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
        values: (_, ticks) => ticks.map((tick: number | null) => (tick === null ? '' : format(tick))),
      },
    ],
    series: [
      { label: iteration, value: (_, value: number | null) => shown(value) },
      ...terms.map((term, k) => ({
        label: name(term),
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
          if (plot.cursor.idx === null || plot.cursor.idx === undefined) showLatest(plot);
        },
      ],
    },
  };
}

function logRange(_: uPlot, least: number, most: number): uPlot.Range.MinMax {
  return uPlot.rangeLog(Math.max(least, most * SMALLEST), most, 10, false);
}

/** Has the legend show the latest values. */
export function showLatest(plot: uPlot): void {
  const idx = plot.data[0].length - 1;
  if (idx >= 0) plot.setLegend({ idx }, false);
}
