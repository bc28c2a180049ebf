import {
  lossNetworks,
  opByOp,
  type TrainingConfig,
  trainingConfigSchema,
  useNativeKernels,
} from '@atelier/model';
import type { Command } from 'commander';
import { z } from 'zod';
import { benchFirstIteration } from '../bench/first-iteration.ts';
import { benchFullSize } from '../bench/full-size.ts';
import { benchHalo } from '../bench/halo.ts';
import { benchLetters } from '../bench/letters.ts';
import { benchLossNetwork } from '../bench/loss-network.ts';
import { machine, memory, print, printProfile, rounded } from '../bench/report.ts';
import { starts } from '../bench/start-row.ts';
import { benchStarts } from '../bench/starts.ts';
import { benchStep, profileStep } from '../bench/step.ts';
import { paintSizes } from '../bench/stroke-sizes.ts';
import { benchLine, benchStylize } from '../bench/stylize.ts';
import { trainedStyles } from '../catalogue/styles.ts';
import { openEngine } from '../engine/engine.ts';
import { UsageError } from '../errors.ts';
import { heldOutPaintings } from '../files/assets.ts';
import { findPhotos } from '../files/photo-folder.ts';
import { addOptions, readOptions } from '../terminal/options.ts';
import { addFilm, addFilmSpeed } from '../bench/film-commands.ts';

const width = z.number().int().min(4).max(128).default(16).describe('channels after the first layer');

const stepSchema = z.object({
  width,
  size: z.number().int().min(32).multipleOf(4).default(128).describe('side of the crops in pixels'),
  batch: z.number().int().min(1).default(4).describe('photos per step'),
  lossNetwork: z.enum(lossNetworks).default('compact').describe('its shape; the weights are random'),
  runs: z.number().int().min(3).default(20).describe('steps that are timed'),
  portable: z.boolean().default(false).describe("without TensorFlow's own kernels"),
  profile: z
    .boolean()
    .default(false)
    .describe('a table of where the time goes, kernel by kernel, run one by one (TensorFlow only)'),
  opByOp: z.boolean().default(false).describe('without compiling the step to a graph (TensorFlow only)'),
});

const lossNetworkSchema = z.object({
  lossNetwork: stepSchema.shape.lossNetwork,
  size: z.number().int().min(32).default(256).describe('side of the square pictures in pixels'),
  batch: z.number().int().min(1).default(1).describe('pictures at a time'),
  runs: z.number().int().min(1).default(10).describe('calls that are timed'),
});

const stylizeSchema = z.object({
  width,
  size: z.string().default('512').describe('side of the square picture in pixels, or WIDTHxHEIGHT'),
  memory: z.number().int().min(50).default(800).describe('megabytes that painting may take'),
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

const firstIterationSchema = z.object({
  count: z.number().int().min(4).max(1_000_000).default(40_000).describe('how many photos are made for it'),
});

/** Settings of the trainings that `bench starts` compares, besides where they start. */
const startsKeys = (Object.keys(trainingConfigSchema.shape) as (keyof TrainingConfig)[]).filter(
  (key) => !['startFrom', 'iterations', 'checkpointEvery', 'stateEvery', 'stopWhenFlat'].includes(key),
);
const startsSchema = z.object({
  photos: z.number().int().min(1).max(100).default(12).describe('how many held-out photos are measured'),
});

interface FullSizeOptions {
  styles: string;
  out: string;
  at: string;
  exact: boolean;
  sizes?: string;
  json?: boolean;
}

export function register(program: Command): void {
  const bench = program
    .command('bench')
    .description('Measure this machine: training steps, loss networks, and painting');
  for (const part of [
    addStep,
    addLossNetwork,
    addStylize,
    addLetters,
    addFirstIteration,
    addStarts,
    addFullSize,
    addHalo,
    addFilm,
    addFilmSpeed,
  ])
    part(bench);
}

function addStep(bench: Command): void {
  const step = bench
    .command('step')
    .description('Seconds per training step')
    .option('--json', 'one line of JSON');
  addOptions(step, stepSchema);
  step.action(async ({ json }: { json?: boolean }) => {
    const settings = stepSchema.parse(readOptions(step, stepSchema));
    const engine = await openEngine();
    if (settings.profile && engine.name !== 'tensorflow')
      throw new UsageError(`--profile: needs TensorFlow; the engine is ${engine.name}`);
    useNativeKernels(!settings.portable);
    const compile = settings.opByOp ? opByOp : engine.compile;
    const result = { ...settings, ...machine(engine), ...(await benchStep(settings, compile)), ...memory() };
    print(result, json);
    if (settings.profile) printProfile(await profileStep(settings));
  });
}

function addLossNetwork(bench: Command): void {
  const lossNetwork = bench
    .command('loss-network')
    .description("A loss network's size, arithmetic, and seconds per call")
    .option('--json', 'one line of JSON');
  addOptions(lossNetwork, lossNetworkSchema);
  lossNetwork.action(async ({ json }: { json?: boolean }) => {
    const settings = lossNetworkSchema.parse(readOptions(lossNetwork, lossNetworkSchema));
    const engine = await openEngine();
    const result = await benchLossNetwork(settings, engine.compile);
    print({ ...settings, ...machine(engine), ...result, ...memory() }, json);
  });
}

function addStylize(bench: Command): void {
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

function addLetters(bench: Command): void {
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

function addFirstIteration(bench: Command): void {
  const firstIteration = bench
    .command('first-iteration')
    .description('Seconds until the first iteration of a run on many photos, for the first time and again')
    .option('--json', 'one line of JSON');
  addOptions(firstIteration, firstIterationSchema);
  firstIteration.action(async ({ json }: { json?: boolean }) => {
    const { count } = firstIterationSchema.parse(readOptions(firstIteration, firstIterationSchema));
    const result = await benchFirstIteration(count);
    print({ ...machine(await openEngine()), ...result, ...memory() }, json);
  });
}

function addStarts(bench: Command): void {
  const start = bench
    .command('starts')
    .description(
      'What first weights are worth: losses and style distance after so many iterations, curves, pictures',
    )
    .argument('[painting...]', 'style pictures (default: the paintings that are held out)')
    .requiredOption(
      '--out <folder>',
      'where rows, curves and pictures are kept; the same command goes on there',
    )
    .option('--from <names>', 'first weights, separated by commas', starts.join(','))
    .option('--at <iterations>', 'when is measured, separated by commas', '50,100,200,500,1000,2000');
  addOptions(start, startsSchema);
  addOptions(start, trainingConfigSchema, startsKeys);
  start.action(async (given: string[], { out, from, at }: { out: string; from: string; at: string }) => {
    const { photos } = startsSchema.parse(readOptions(start, startsSchema));
    const chosen = from.split(',');
    const unknown = chosen.find((name) => !starts.some((each) => each === name));
    if (unknown !== undefined) throw new UsageError(`--from ${unknown}: there are ${starts.join(', ')}`);
    const iterations = at.split(',').map(Number);
    if (!iterations.every((each) => Number.isInteger(each) && each > 0))
      throw new UsageError(`--at ${at}: whole numbers, as in 50,100,200`);
    await openEngine();
    await benchStarts({
      paintings: given.length > 0 ? given : await findPhotos(heldOutPaintings),
      starts: starts.filter((each) => chosen.includes(each)),
      at: [...new Set(iterations)].sort((a, b) => a - b),
      ...{ photos, out, config: readOptions(start, trainingConfigSchema, startsKeys) },
      say: (row) => console.log(JSON.stringify(rounded(row))),
    });
  });
}

function addFullSize(bench: Command): void {
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

function addHalo(bench: Command): void {
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
