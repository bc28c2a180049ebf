import { existsSync } from 'node:fs';
import { basename } from 'node:path';
import {
  type Checkpoint,
  DivergedError,
  type Losses,
  reptileStep,
  type Tensors,
  trainingConfig,
  type TrainingConfig,
  trainingConfigSchema,
} from '@atelier/model';
import { writeCheckpoint } from '@atelier/model/checkpoint';
import type { Command } from 'commander';
import { z } from 'zod';
import { UsageError, warn } from '../../errors.ts';
import { startNetwork, trainingPaintings, trainingPhotos } from '../../files/assets.ts';
import { readCheckpointFile } from '../../files/checkpoint-file.ts';
import { writeWhole } from '../../files/file.ts';
import { findAllPhotos } from '../../files/photo-folder.ts';
import { addOptions, readOptions } from '../../terminal/options.ts';
import { openRun } from '../../training/run.ts';

const settingsSchema = z.object({
  rounds: z.number().int().min(1).default(8).describe('how often every painting is trained on'),
  rate: z
    .number()
    .positive()
    .max(1)
    .default(0.6)
    .describe("the first visit's share of what it taught; falls to nothing"),
});

/** Settings of a visit that can be chosen; the others are those of `quick`, whose first weights this makes. */
const visitKeys = ['iterations', 'batch', 'size', 'lossNetwork', 'seed'] as const;
const VISIT_ITERATIONS = 60;

interface Options {
  paintings: string[];
  content: string[];
  from: string;
  out: string;
}

export function register(program: Command): void {
  const command = program
    .command('common-start')
    .description('Train the weights that new styles start from, by Reptile: on many paintings in turn')
    .option('--paintings <path...>', 'style pictures, or folders of them', [trainingPaintings])
    .option('--content <folder...>', 'photos', [trainingPhotos])
    .option('--from <file>', 'the first weights of all', startNetwork)
    .requiredOption('--out <file>', 'where the weights are written; the same command goes on there');
  addOptions(command, settingsSchema);
  addOptions(command, trainingConfigSchema, visitKeys);
  command.action(async (options: Options) => {
    const { rounds, rate } = settingsSchema.parse(readOptions(command, settingsSchema));
    const given = readOptions(command, trainingConfigSchema, visitKeys);
    const settings = { iterations: VISIT_ITERATIONS, ...given };
    const config = trainingConfig(
      {
        learningRateSchedule: 'constant',
        learningRateDrop: 0,
        ...settings,
        checkpointEvery: settings.iterations,
      },
      'quick',
    );
    const paintings = await findAllPhotos(options.paintings, [], warn);
    const visits = rounds * paintings.length;
    if (!options.out.endsWith('.safetensors'))
      throw new UsageError(`--out ${options.out}: what is written is a .safetensors file; name it so`);
    const isBegun = existsSync(options.out);
    let network = await readCheckpointFile(isBegun ? options.out : options.from);
    const done = isBegun ? network.metadata.iteration / config.iterations : 0;
    if (!Number.isInteger(done))
      throw new UsageError(`${options.out}: was not made with --iterations ${config.iterations}; name another file`); // prettier-ignore
    for (let visit = done; visit < visits; visit++) {
      const style = paintings[visit % paintings.length]!;
      const began = performance.now();
      const { tensors, losses } = await train(network, style, options.content, {
        ...config,
        seed: config.seed + visit,
      });
      const { formatVersion, kind, architecture } = network.metadata;
      network = {
        metadata: {
          formatVersion,
          kind,
          architecture,
          iteration: (visit + 1) * config.iterations,
          training: config,
        },
        tensors: reptileStep(network.tensors, tensors, rate * (1 - visit / visits)),
      };
      await writeWhole(options.out, writeCheckpoint(network));
      const seconds = (performance.now() - began) / 1000;
      console.log(`[Visit ${visit + 1}/${visits}] ${basename(style)}: total ${losses.total.toPrecision(4)} at its end, ${seconds.toFixed(0)} s`); // prettier-ignore
    }
  });
}

/** What a visit of one painting makes of the weights, and its last losses. @throws UsageError where it diverges */
async function train(
  start: Checkpoint,
  style: string,
  content: string[],
  config: TrainingConfig,
): Promise<{ tensors: Tensors; losses: Losses }> {
  const { events } = await openRun({ config, style, content, start });
  let [losses, tensors]: [Losses?, Tensors?] = [];
  try {
    for await (const event of events) {
      if (event.type === 'step') losses = event.losses;
      if (event.type === 'checkpoint') tensors = event.checkpoint.tensors;
    }
  } catch (error) {
    if (error instanceof DivergedError) throw new UsageError(`${style}: ${error.message}`, { cause: error });
    throw error;
  }
  return { tensors: tensors!, losses: losses! };
}
