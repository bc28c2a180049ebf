/** The commands that measure painting. */
import { DEFAULT_MEMORY } from '@atelier/stylize';
import type { Command } from 'commander';
import { z } from 'zod';
import { trainedStyles } from '../catalogue/styles.ts';
import { UsageError } from '../errors.ts';
import { addOptions, readOptions } from '../terminal/options.ts';
import { benchFullSize } from './full-size.ts';
import { benchHalo } from './halo.ts';
import { benchLetters } from './letters.ts';
import { machine, memory, print, rounded } from './report.ts';
import { paintSizes } from './stroke-sizes.ts';
import { benchLine, benchStylize } from './stylize.ts';
import { width } from './width.ts';

const stylizeSchema = z.object({
  width,
  size: z.string().default('512').describe('side of the square picture in pixels, or WIDTHxHEIGHT'),
  memory: z.number().int().min(50).default(DEFAULT_MEMORY).describe('megabytes that painting may take'),
  runs: z.number().int().min(1).default(5).describe('pictures that are timed'),
  line: z
    .boolean()
    .default(false)
    .describe('pictures of 0.25 to 12 megapixels, and the line of seconds against megapixels that fits best'),
});

const lettersSchema = z.object({
  size: z.number().int().min(32).max(512).default(128).describe('pixels of an em'),
});

const grey = (what: string, value: number) =>
  z.number().int().min(0).max(255).default(value).describe(`${what}: a grey of 0 to 255`);

const haloSchema = z.object({ dark: grey('the dark side', 70), light: grey('the light side', 190) });

interface FullSizeOptions {
  styles: string;
  out: string;
  at: string;
  exact: boolean;
  sizes?: string;
  json?: boolean;
}

export function addStylize(bench: Command): void {
  const stylize = bench
    .command('stylize')
    .description('Seconds per painted picture')
    .option('--json', 'one line of JSON');
  addOptions(stylize, stylizeSchema);
  stylize.action(async ({ json }: { json?: boolean }) => {
    const given = readOptions(stylize, stylizeSchema);
    const { line, size, ...settings } = stylizeSchema.parse(given);
    if (line) {
      if (given.size !== undefined) throw new UsageError(`--size ${size}: --line has sizes of its own`);
      const { points, ...fitted } = await benchLine(settings);
      print({ ...settings, ...machine(), ...fitted, ...memory(), points: points.map(rounded) }, json);
      return;
    }
    const [columns, rows] = pixels(size);
    const result = await benchStylize({ ...settings, columns, rows });
    print({ size, ...settings, ...machine(), ...result, ...memory() }, json);
  });
}

export function addLetters(bench: Command): void {
  const letters = bench
    .command('letters')
    .description('Words of six kinds, painted in each way: seconds a word, how legible they are')
    .option('--out <file>', 'a picture of all of them')
    .option('--json', 'one line of JSON');
  addOptions(letters, lettersSchema);
  letters.action(async ({ out, json }: { out?: string; json?: boolean }) => {
    const { size } = lettersSchema.parse(readOptions(letters, lettersSchema));
    const rows = await benchLetters(size, out);
    print({ size, ...machine(), ...memory(), rows: rows.map(rounded) }, json);
  });
}

export function addFullSize(bench: Command): void {
  const fullSize = bench
    .command('full-size')
    .description(
      'How large photos are brought to full size: seconds, how crisp contours are, pictures to compare',
    )
    .argument('<photo...>')
    .requiredOption('--styles <slugs>', 'trained styles, separated by commas')
    .requiredOption('--out <folder>', 'where the pictures to compare are written')
    .option('--at <x,y>', 'the middle of the part shown at 100 %, in shares of the sides', '0.5,0.5')
    .option('--sizes <sizes>', 'only paints at these working sizes, to choose from, separated by commas')
    .option('--exact', "shows what is painted at the photo's own size too", false)
    .option('--json', 'one line of JSON');
  fullSize.action(async (photos: string[], { styles, out, at, exact, sizes, json }: FullSizeOptions) => {
    const [x = NaN, y = NaN] = at.split(',').map(Number);
    if (!(Math.min(x, y) >= 0 && Math.max(x, y) <= 1)) throw new UsageError(`--at ${at}: two shares, 0 to 1`);
    if (sizes !== undefined)
      return paintSizes(photos, styles.split(','), sizes.split(',').map(Number), { out, at: [x, y] });
    const rows = await benchFullSize(photos, styles.split(','), { out, exact, at: [x, y] });
    print({ ...machine(), ...memory(), rows: rows.map(rounded) }, json);
  });
}

export function addHalo(bench: Command): void {
  const halo = bench
    .command('halo')
    .description(
      'A step edge, painted as a large picture: halos beside it, how crisp it is, a picture of profiles',
    )
    .option('--styles <slugs>', 'built-in styles, separated by commas (default: all)')
    .option('--out <file>', 'the profiles as a picture')
    .option('--json', 'one line of JSON');
  addOptions(halo, haloSchema);
  halo.action(async ({ styles, out, json }: { styles?: string; out?: string; json?: boolean }) => {
    const { dark, light } = haloSchema.parse(readOptions(halo, haloSchema));
    const rows = await benchHalo(await trainedStyles(styles?.split(',')), [dark, light], out);
    print({ ...machine(), ...memory(), rows: rows.map(rounded) }, json);
  });
}

function pixels(size: string): [number, number] {
  const match = /^(\d+)(?:x(\d+))?$/.exec(size);
  const sides = match && [Number(match[1]), Number(match[2] ?? match[1])];
  if (!sides || Math.min(...sides) < 32)
    throw new UsageError(`--size ${size}: a side, or WIDTHxHEIGHT, from 32 pixels on`);
  return sides as [number, number];
}
