import type { Rgb } from '@atelier/stylize';
import { drawSvg } from '../files/photo.ts';

/** Columns to either side of the edge that are shown, and pixels per column and per level. */
const [REACH, ACROSS, UP] = [60, 8, 2];
const COLOURS = ['#999', '#c60', '#06c'];

/** The profiles around a column as a plot with a title: values 0..255 upwards, a line every 10 columns and 50 levels. */
export function plotProfiles(profiles: Float64Array[], at: number, title: string): Promise<Rgb> {
  const [width, height] = [2 * REACH * ACROSS, 256 * UP];
  const line = (x1: number, y1: number, x2: number, y2: number) =>
    `<path d="M${x1} ${y1}L${x2} ${y2}" stroke="#ddd"/>`;
  const grid = [
    ...Array.from({ length: (2 * REACH) / 10 }, (_, i) => line(10 * i * ACROSS, 0, 10 * i * ACROSS, height)),
    ...Array.from({ length: 6 }, (_, i) => line(0, height - 50 * i * UP, width, height - 50 * i * UP)),
  ];
  const lines = profiles.map((values, i) => {
    const points = Array.from(
      values.subarray(at - REACH, at + REACH),
      (v, x) => `${x * ACROSS},${height - v * UP}`,
    );
    return `<polyline fill="none" stroke="${COLOURS[i % COLOURS.length]}" stroke-width="2" points="${points.join(' ')}"/>`;
  });
  const svg = `<svg xmlns="http://www.w3.org/2000/svg" width="${width}" height="${height}"><rect width="100%" height="100%" fill="white"/><text x="12" y="34" font-size="28">${title}</text>${grid.join('')}${lines.join('')}</svg>`;
  return drawSvg(svg);
}
