import { setImmediate } from 'node:timers/promises';
import { type Checkpoint, DivergedError, distill, taps } from '@atelier/model';
import { writeCheckpoint } from '@atelier/model/checkpoint';
import type { Command } from 'commander';
import { z } from 'zod';
import { openEngine } from '../../engine/engine.ts';
import { UsageError, warn } from '../../errors.ts';
import { compactLossNetwork, trainingPhotos } from '../../files/assets.ts';
import { writeWhole } from '../../files/file.ts';
import { findAllPhotos } from '../../files/photo-folder.ts';
import { openLossNetwork } from '../../loss-networks/loss-network-file.ts';
import { addOptions, readOptions } from '../../terminal/options.ts';
import { stopSignal } from '../../terminal/stop-signal.ts';
import { Batches } from '../../training/batches.ts';

const settingsSchema = z.object({
  iterations: z.number().int().min(1).default(10_000).describe('how many training steps'),
  batch: z.number().int().min(2).default(4).describe('pictures per step'),
  size: z.number().int().min(32).multipleOf(8).default(128).describe('side of the crops in pixels'),
  seed: z.number().int().min(0).default(1).describe('decides the first weights, the crops and their order'),
  learningRate: z.number().positive().default(2e-3).describe("Adam's learning rate, falling to zero"),
  distanceWeight: z
    .number()
    .min(0)
    .default(0.2)
    .describe("how much the teacher's style distances count beside its features"),
  saveEvery: z.number().int().min(1).default(1000).describe('write the file after every so many iterations'),
  logEvery: z.number().int().min(1).default(50).describe('report the errors after every so many iterations'),
});

/** A loss network that never saw a painting judges paintings badly: this share of what is shown are paintings. */
const PAINTING_SHARE = 1 / 4;

interface Options {
  teacher: string;
  content: string[];
  paintings?: string[];
  out: string;
}

export function register(program: Command): void {
  const command = program
    .command('distill')
    .description("Train the compact loss network to carry a teacher's features")
    .option('--teacher <vgg16|file>', 'vgg16 (fetch it first), or a safetensors file', 'vgg16')
    .option('--content <folder...>', 'photos', [trainingPhotos])
    .option('--paintings <folder...>', 'paintings: a quarter of what is shown')
    .option(
      '--out <file>',
      'where the loss network is written; by default over the built-in one',
      compactLossNetwork,
    );
  addOptions(command, settingsSchema);
  command.action(async (options: Options) => {
    const settings = settingsSchema.parse(readOptions(command, settingsSchema));
    const engine = await openEngine();
    const photos = await findAllPhotos(options.content, [], warn);
    const paintings = await findAllPhotos(options.paintings ?? [], [], warn);
    const repeats = paintings.length
      ? Math.ceil((photos.length * PAINTING_SHARE) / (1 - PAINTING_SHARE) / paintings.length)
      : 0;
    console.log(
      `${photos.length} photos, ${paintings.length} paintings, on ${engine.name} ${engine.version}`,
    );
    const shown = [...photos, ...Array.from({ length: repeats }, () => paintings).flat()];
    const batches = new Batches(
      { ...settings, photoScale: 2, photoOrder: 'drawn', photos: shown },
      settings.iterations,
    );
    const teacher = await openLossNetwork(options.teacher);
    const signal = stopSignal(() => console.log('\nStopping after this iteration (Ctrl-C again: at once)'));
    try {
      await batches.look();
      console.log('Ctrl-C ends it with the loss network so far');
      let last = { time: performance.now(), iteration: 0 };
      for await (const { iteration, features, distances, tensors } of distill({
        ...settings,
        teacher,
        compile: engine.compile,
        photos: async (iteration) => {
          await setImmediate(); // signals are told between the steps
          return batches.get(iteration);
        },
        signal,
      })) {
        const time = performance.now();
        const seconds = (time - last.time) / 1000 / (iteration - last.iteration);
        last = { time, iteration };
        const text = taps('compact').map(
          (tap) => `${tap}: ${features[tap]!.toFixed(4)} ${distances[tap]!.toFixed(4)}`,
        );
        console.log(
          `[Iteration ${iteration}/${settings.iterations}] [${text.join(', ')}] ${seconds.toFixed(3)} s/iteration`,
        );
        if (tensors)
          await writeWhole(
            options.out,
            writeCheckpoint(describe(tensors, iteration, features), { half: true }),
          );
      }
      console.log(`Written: ${options.out}`);
    } catch (error) {
      if (error instanceof DivergedError) throw new UsageError(error.message, { cause: error });
      throw error;
    } finally {
      teacher.dispose();
      await batches.close();
    }
  });
}

function describe(
  tensors: Checkpoint['tensors'],
  iteration: number,
  losses: Record<string, number>,
): Checkpoint {
  return {
    metadata: {
      formatVersion: 1,
      kind: 'loss-network',
      architecture: { name: 'compact', width: 16 },
      iteration,
      losses,
    },
    tensors,
  };
}
