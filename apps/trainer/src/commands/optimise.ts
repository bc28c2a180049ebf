import { setImmediate } from 'node:timers/promises';
import { lossWeights, optimise, trainingConfig, trainingConfigSchema } from '@atelier/model';
import { LEAST_SIDE } from '@atelier/stylize';
import type { Command } from 'commander';
import { z } from 'zod';
import { openEngine } from '../engine/engine.ts';
import { UsageError } from '../errors.ts';
import { refuseToReplace } from '../files/file.ts';
import { checkPhotoPath, readPhoto, writePhoto } from '../files/photo.ts';
import { toPhoto, toPicture } from '../files/picture.ts';
import { openLossNetwork, preferredLossNetwork } from '../loss-networks/loss-network-file.ts';
import { lossesLine } from '../terminal/losses-line.ts';
import { addOptions, readOptions } from '../terminal/options.ts';
import { startProgress } from '../terminal/progress.ts';
import { stopSignal } from '../terminal/stop-signal.ts';
import { readStyle } from '../training/run.ts';

/** The settings of a training run that mean something here. */
const keys = ['styleSize', 'losses', 'scales', 'contentLayer', ...lossWeights] as const;

const settingsSchema = z.object({
  iterations: z.number().int().min(1).default(500).describe('how many steps'),
  size: z
    .number()
    .int()
    .min(LEAST_SIDE)
    .max(4096)
    .optional()
    .describe('short side of the painting in pixels (default: as the photo)'),
});

interface Options {
  content: string;
  style: string;
  out: string;
  lossNetwork?: string;
}

export function register(program: Command): void {
  const command = program
    .command('optimise')
    .description('Paint one photo by the original method (Gatys et al.): slow, to compare with')
    .requiredOption('--content <file>', 'the photo')
    .requiredOption('--style <file>', 'the style picture')
    .requiredOption('--out <file>', 'the painting: .png, .jpg or .webp')
    .option(
      '--loss-network <compact|vgg16|vgg19|file>',
      'the fixed network whose features are compared (default: vgg19 once it has been fetched, else compact)',
    );
  addOptions(command, settingsSchema);
  addOptions(command, trainingConfigSchema, keys);
  command.action(async (options: Options) => {
    const config = trainingConfig(readOptions(command, trainingConfigSchema, keys));
    const { iterations, size } = settingsSchema.parse(readOptions(command, settingsSchema));
    checkPhotoPath(options.out);
    await refuseToReplace(options.out, [options.content, options.style]);
    const content = toPicture(await readPhoto(options.content, { least: LEAST_SIDE, ...(size && { size }) }));
    const style = await readStyle(options.style, config.styleSize);
    const { compile } = await openEngine();
    const lossNetwork = await openLossNetwork(options.lossNetwork ?? preferredLossNetwork());
    const signal = stopSignal(() => console.log('\nStopping after this iteration (Ctrl-C again: at once)'));
    console.log('Ctrl-C ends it with the picture so far');
    const progress = startProgress('Optimising');
    try {
      for await (const { iteration, losses, picture } of optimise({
        content,
        style,
        lossNetwork,
        config,
        iterations,
        compile,
        signal,
      })) {
        await setImmediate(); // signals are told between the steps
        progress.update(iteration, iterations);
        if (!Number.isFinite(losses.total))
          throw new UsageError(
            `the losses grew beyond all bounds at iteration ${iteration}; use a smaller --content-weight and --style-weight`,
          );
        if (!picture) continue;
        await writePhoto(toPhoto(picture), options.out);
        console.log(`${options.out}: iteration ${iteration}/${iterations}, ${lossesLine(losses)}`);
      }
    } finally {
      progress.stop();
      lossNetwork.dispose();
    }
  });
}
