/** The commands that measure training. */
import {
  lossNetworks,
  opByOp,
  type TrainingConfig,
  trainingConfigSchema,
  useNativeKernels,
} from '@atelier/model';
import type { Command } from 'commander';
import { z } from 'zod';
import { openEngine } from '../engine/engine.ts';
import { UsageError } from '../errors.ts';
import { heldOutPaintings } from '../files/assets.ts';
import { findPhotos } from '../files/photo-folder.ts';
import { addOptions, readOptions } from '../terminal/options.ts';
import { benchFirstIteration } from './first-iteration.ts';
import { benchLossNetwork } from './loss-network.ts';
import { machine, memory, print, printProfile, rounded } from './report.ts';
import { starts } from './start-row.ts';
import { benchStarts } from './starts.ts';
import { benchStep, profileStep } from './step.ts';
import { width } from './width.ts';

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

export function addStep(bench: Command): void {
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

export function addLossNetwork(bench: Command): void {
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

export function addFirstIteration(bench: Command): void {
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

export function addStarts(bench: Command): void {
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
