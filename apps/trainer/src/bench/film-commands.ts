import { filmOptionsSchema } from '@atelier/stylize/film-options';
import { MOST_FRAMES } from '@atelier/stylize/steadiness';
import type { Command } from 'commander';
import { z } from 'zod';
import { benchFilm, filmTable } from './film.ts';
import { benchFilmSpeed } from './film-speed.ts';
import { machine, memory, print, rounded } from './report.ts';
import { trainedStyles } from '../catalogue/styles.ts';
import { addOptions, readOptions } from '../terminal/options.ts';

const steady = filmOptionsSchema.shape.steady.describe('how much of the painting before stays');
const strokes = filmOptionsSchema.shape.strokes.describe('how broad strokes are');

const schema = z.object({
  frames: z.number().int().min(4).max(MOST_FRAMES).default(MOST_FRAMES).describe('frames of each film'),
  steady,
  strokes,
});

const side = (what: string, value: number) =>
  z.number().int().min(32).max(4096).multipleOf(2).default(value).describe(`${what} of the frames in pixels`);
const speedSchema = z.object({
  style: z.string().default('starry-night').describe('a built-in style or a training run'),
  width: side('width', 640),
  height: side('height', 360),
  frames: z.number().int().min(2).max(10_000).default(96).describe('frames of the film'),
  steady,
  strokes,
});

export function addFilm(bench: Command): void {
  const film = bench
    .command('film')
    .description(
      'How steady films are, frame by frame and steadied: flicker, warping errors along motions that are known, contrast, total variation',
    )
    .option(
      '--styles <networks>',
      'built-in styles or files of networks, separated by commas (default: all built-in ones)',
    ) // prettier-ignore
    .option('--json', 'one line of JSON');
  addOptions(film, schema);
  film.action(async ({ styles, json }: { styles?: string; json?: boolean }) => {
    const settings = schema.parse(readOptions(film, schema));
    const networks = styles?.split(',') ?? (await trainedStyles()).map(({ slug }) => slug);
    const rows = await benchFilm(networks, settings, ({ style, camera }) => console.error(`${style}: ${camera}`)); // prettier-ignore
    print({ ...settings, ...machine(), ...memory(), rows: json ? rows.map(rounded) : filmTable(rows) }, json);
  });
}

export function addFilmSpeed(bench: Command): void {
  const speed = bench
    .command('film-speed')
    .description('Frames a second of a film that is painted and steadied, from file to file')
    .option('--json', 'one line of JSON');
  addOptions(speed, speedSchema);
  speed.action(async ({ json }: { json?: boolean }) => {
    const settings = speedSchema.parse(readOptions(speed, speedSchema));
    print({ ...settings, ...machine(), ...(await benchFilmSpeed(settings)), ...memory() }, json);
  });
}
