import { windowMeans } from '../full-size/window.ts';
import { type Size } from '../memory.ts';
import { type Rgb } from '../rgb.ts';

/** Pixels each way over which strokes are compared. */
const AROUND = 4;
/** Pixels each way, twice, over which colours are, without their strokes. */
const COLOURS = 6;
/** Levels from pixel to pixel that are none: plain paint has no softness. */
const PLAIN = 0.1;

/** What a painting has that another one does not, at a small size, around each pixel. */
export interface Comparison extends Size {
  /** The mean difference, in levels. */
  strokes: Float32Array;
  /** The change of each channel, without strokes, in levels. */
  colours: Float32Array[];
  /** How much steeper the painting is from pixel to pixel; 0: as steep. */
  softness: Float32Array;
}

/** @param shown the other one, of the painting's size */
export function compare(painting: Rgb, shown: Rgb, { width, height }: Size): Comparison {
  const size = { width, height };
  const plane = () => new Float32Array(width * height);
  const [strokes, steps, shownSteps, counts] = [plane(), plane(), plane(), plane()];
  const colours = [plane(), plane(), plane()];
  const [now, old] = [painting.data, shown.data];
  const columns = Int32Array.from({ length: painting.width }, (_, x) =>
    Math.floor((x * width) / painting.width),
  );
  for (let y = 0, at = 0; y < painting.height; y++) {
    const line = width * Math.floor((y * height) / painting.height);
    for (let x = 0; x < painting.width; x++) {
      const i = line + columns[x]!;
      const next = x + 1 < painting.width ? 3 : 0;
      counts[i]!++;
      for (let c = 0; c < 3; c++, at++) {
        const change = now[at]! - old[at]!;
        strokes[i]! += Math.abs(change) / 3;
        colours[c]![i]! += change;
        steps[i]! += Math.abs(now[at + next]! - now[at]!);
        shownSteps[i]! += Math.abs(old[at + next]! - old[at]!);
      }
    }
  }
  for (const values of [strokes, steps, shownSteps, ...colours])
    for (let i = 0; i < values.length; i++) values[i]! /= counts[i]!;
  const around = (values: Float32Array, radius = AROUND) => windowMeans(values, size, radius);
  const shownAround = around(shownSteps);
  return {
    ...size,
    strokes: around(strokes),
    colours: colours.map((values) => around(around(values, COLOURS), COLOURS)),
    softness: around(steps).map((value, i) => value / (shownAround[i]! + PLAIN) - 1),
  };
}
