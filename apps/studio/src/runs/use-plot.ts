import { type RefObject, useEffect, useRef } from 'react';
import uPlot from 'uplot';
import { showLatest } from './plot-options.ts';

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
