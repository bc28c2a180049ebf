import { type RefObject, useEffect, useRef } from 'react';
import uPlot from 'uplot';
import 'uplot/dist/uPlot.min.css';

/**
 * A plot in `box`, as wide as it: drawn anew where `options` or `look` are others, and given new `data` as it stands.
 * @param look what `options` finds outside its own arguments: the theme, whose colours it reads from the page
 */
export function usePlot(
  box: RefObject<HTMLDivElement | null>,
  options: (width: number) => uPlot.Options,
  data: uPlot.AlignedData,
  look: unknown,
): RefObject<uPlot | null> {
  const plot = useRef<uPlot>(null);
  useEffect(() => {
    const element = box.current;
    if (!element) return;
    const given = options(element.clientWidth);
    const made = new uPlot(given, [[], ...given.series.slice(1).map(() => [])], element);
    plot.current = made;
    const observer = new ResizeObserver(() =>
      made.setSize({ width: element.clientWidth, height: given.height }),
    );
    observer.observe(element);
    return () => {
      observer.disconnect();
      made.destroy();
      plot.current = null;
    };
  }, [box, options, look]);
  useEffect(() => {
    if (!plot.current) return;
    plot.current.setData(data);
    showLatest(plot.current);
  }, [options, look, data]);
  return plot;
}

/** A colour of the page by its name. */
const colour = (name: string) => getComputedStyle(document.documentElement).getPropertyValue(`--${name}`);

/** An axis in the page's present colours and font. */
export const axis = (): uPlot.Axis => ({
  stroke: colour('soft'),
  font: `13px ${getComputedStyle(document.body).fontFamily}`,
  grid: { stroke: colour('line'), width: 1 },
  ticks: { show: false },
});

/** Of the terms that have no colour of their own: far from those that have one, and from their neighbours. */
const hues = [190, 350, 150, 300, 95];

/** The curve of a loss term, the `k`-th of those shown. */
export const lossCurve = (term: string, label: string, k: number): uPlot.Series => ({
  label,
  stroke: colour(term) || `oklch(0.65 0.12 ${hues[k % hues.length]})`,
  width: 2,
  points: { show: false },
});

/** What stands at an axis' ticks; at those that are left out, nothing. */
export const tickTexts = (format: (value: number) => string) => (_: uPlot, ticks: (number | null)[]) =>
  ticks.map((tick) => (tick === null ? '' : format(tick)));

/** Has the legend show the latest values. */
export function showLatest(plot: uPlot): void {
  const idx = plot.data[0].length - 1;
  if (idx >= 0) plot.setLegend({ idx }, false);
}
