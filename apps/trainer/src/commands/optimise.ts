import { optimise, trainingConfig, trainingConfigSchema } from '@atelier/model';
import type { Command } from 'commander';
import { openEngine } from '../engine.ts';
import { UsageError } from '../errors.ts';
import { openLossNetwork } from '../loss-networks.ts';
import { addOptions, readOptions } from '../options.ts';
import { checkPhotoPath, readPhoto, writePhoto } from '../photo.ts';
import { startProgress } from '../progress.ts';
import { readStyle, toPhoto, toPicture } from '../run.ts';

/** The settings of a training run that mean something here. */
const keys = [
  'styleSize',
  'losses',
  'contentLayer',
  'contentWeight',
  'styleWeight',
  'totalVariationWeight',
  'paletteWeight',
  'rangeWeight',
] as const;

interface Options {
  content: string;
  style: string;
  out: string;
  lossNetwork: string;
  iterations: string;
  size?: string;
}

export function register(program: Command): void {
  const command = program
    .command('optimise')
    .description('Paint one photo by the original method (Gatys et al.): slow, to compare with')
    .requiredOption('--content <file>', 'the photo')
    .requiredOption('--style <file>', 'the style picture')
    .requiredOption('--out <file>', 'the painting: .png, .jpg or .webp')
    .option('--iterations <n>', 'how many steps', '500')
    .option('--loss-network <compact|vgg16|file>', 'the fixed network that judges', 'compact')
    .option('--size <n>', 'short side of the painting in pixels (default: as the photo)');
  addOptions(command, trainingConfigSchema, keys);
  command.action(async (options: Options) => {
    const config = trainingConfig(readOptions(command, trainingConfigSchema, keys));
    const iterations = positive('--iterations', options.iterations);
    const size = options.size === undefined ? undefined : positive('--size', options.size);
    checkPhotoPath(options.out);
    const content = toPicture(await readPhoto(options.content, { least: 32, ...(size && { size }) }));
    const style = await readStyle(options.style, config.styleSize);
    const { compile } = await openEngine();
    const lossNetwork = await openLossNetwork(options.lossNetwork, config.seed);
    const progress = startProgress('Optimising');
    try {
      for await (const { iteration, losses, picture } of optimise({
        content,
        style,
        lossNetwork,
        config,
        iterations,
        compile,
      })) {
        progress.update(iteration, iterations);
        if (!picture) continue;
        await writePhoto(toPhoto(picture), options.out);
        const { content: contentLoss, style: styleLoss, total } = losses;
        console.log(
          `${options.out}: content ${contentLoss.toPrecision(4)}, style ${styleLoss.toPrecision(4)}, total ${total.toPrecision(4)}`,
        );
      }
    } finally {
      progress.stop();
      lossNetwork.dispose();
    }
  });
}

function positive(option: string, text: string): number {
  const value = Number(text);
  if (!Number.isSafeInteger(value) || value < 1)
    throw new UsageError(`${option} ${text}: a whole number from 1 on`);
  return value;
}
