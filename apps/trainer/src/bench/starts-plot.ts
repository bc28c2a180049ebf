import { mean } from 'simple-statistics';
import type { Rgb } from '@atelier/stylize';
import { drawSvg } from '../files/photo.ts';
import { type Start, type StartRow, starts } from './start-row.ts';

const COLOURS: Record<Start, string> = { random: '#888', nearest: '#06c', start: '#c40' };
const MEASURES = [
  { key: 'heldOut', title: 'Losses on held-out photos' },
  { key: 'style', title: 'Style distance, of the photo’s own' },
] as const;
/** Of one measure's picture, and the room around its curves. */
const [WIDTH, HEIGHT, ROOM] = [640, 420, 56];

/** Measures against iterations, each painting a thin line, their means thick ones. Iterations are on a scale of logarithms. */
export function plotStarts(rows: StartRow[]): Promise<Rgb> {
  const panels = MEASURES.map(({ key, title }, k) => `<g transform="translate(${k * WIDTH} 0)">${panel(rows, key, title)}</g>`); // prettier-ignore
  const [width, height] = [MEASURES.length * WIDTH, HEIGHT];
  return drawSvg(
    `<svg xmlns="http://www.w3.org/2000/svg" width="${width}" height="${height}" font-family="sans-serif" font-size="13"><rect width="100%" height="100%" fill="white"/>${panels.join('')}</svg>`,
  );
}

function panel(rows: StartRow[], key: 'heldOut' | 'style', title: string): string {
  const iterations = [...new Set(rows.map(({ iteration }) => iteration))].sort((a, b) => a - b);
  const [first, last] = [iterations[0]!, iterations.at(-1)!];
  const most = Math.max(...rows.map((row) => row[key]));
  const x = (iteration: number) => ROOM + (last === first ? 0 : Math.log(iteration / first) / Math.log(last / first)) * (WIDTH - 2 * ROOM); // prettier-ignore
  const y = (value: number) => HEIGHT - ROOM - (value / most) * (HEIGHT - 2 * ROOM);
  const line = (points: [number, number][], stroke: string, width: number) =>
    `<polyline fill="none" stroke="${stroke}" stroke-width="${width}" points="${points.map(([i, value]) => `${x(i).toFixed(1)},${y(value).toFixed(1)}`).join(' ')}"/>`; // prettier-ignore
  const label = (at: [number, number], text: string, more = '') => `<text x="${at[0].toFixed(1)}" y="${at[1].toFixed(1)}" ${more}>${text}</text>`; // prettier-ignore
  const curves = starts.flatMap((start) => {
    const its = rows.filter((row) => row.start === start);
    const paintings = [...new Set(its.map(({ painting }) => painting))];
    const pointsOf = (of: StartRow[]): [number, number][] => of.sort((a, b) => a.iteration - b.iteration).map((row) => [row.iteration, row[key]]); // prettier-ignore
    const means = iterations.flatMap((iteration): [number, number][] => {
      const values = its.filter((row) => row.iteration === iteration).map((row) => row[key]);
      return values.length > 0 ? [[iteration, mean(values)]] : [];
    });
    return [
      ...paintings.map((painting) => line(pointsOf(its.filter((row) => row.painting === painting)), COLOURS[start], 0.7)), // prettier-ignore
      line(means, COLOURS[start], 3),
    ];
  });
  return [
    label([ROOM, 30], title, 'font-size="16"'),
    ...starts.map((start, k) => label([WIDTH - 3.2 * ROOM, 50 + 18 * k], start, `fill="${COLOURS[start]}"`)),
    ...[0, 0.25, 0.5, 0.75, 1].map((share) => `<path d="M${ROOM} ${y(share * most)}H${WIDTH - ROOM}" stroke="#ddd"/>${label([ROOM - 8, y(share * most) + 4], (share * most).toPrecision(2), 'text-anchor="end"')}`), // prettier-ignore
    ...iterations.map((iteration) => label([x(iteration), HEIGHT - ROOM + 20], String(iteration), 'text-anchor="middle"')), // prettier-ignore
    ...curves,
  ].join('');
}
