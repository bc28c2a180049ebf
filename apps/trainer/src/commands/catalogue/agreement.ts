import { type FeatureExtractor, LossNetwork, type Picture, randomLossNetwork, taps } from '@atelier/model';
import type { Command } from 'commander';
import { z } from 'zod';
import { openEngine } from '../../engine/engine.ts';
import { heldOutPaintings, heldOutPhotos } from '../../files/assets.ts';
import { readPhoto } from '../../files/photo.ts';
import { findPhotos } from '../../files/photo-folder.ts';
import { toPicture } from '../../files/picture.ts';
import { type Agreement, agreements, type RankCorrelations } from '../../loss-networks/agreement.ts';
import { openLossNetwork } from '../../loss-networks/loss-network-file.ts';
import { addOptions, readOptions } from '../../terminal/options.ts';

const settingsSchema = z.object({
  size: z.number().int().min(64).max(1024).default(256).describe('short side of the pictures in pixels'),
  seed: z.number().int().min(0).default(1).describe('of the random weights to compare with'),
});

interface Options {
  reference: string;
  lossNetwork: string;
  json?: true;
}

export function register(program: Command): void {
  const command = program
    .command('agreement')
    .description('Say how far a loss network agrees with a larger one on what is near to what in style')
    .option(
      '--reference <vgg16|file>',
      'what is right: vgg16 (fetch it first), or a safetensors file',
      'vgg16',
    )
    .option('--loss-network <compact|vgg16|file>', 'what is held against it', 'compact')
    .option('--json', 'as JSON');
  addOptions(command, settingsSchema);
  command.action(async (options: Options) => {
    const { size, seed } = settingsSchema.parse(readOptions(command, settingsSchema));
    await openEngine();
    const reference = await openLossNetwork(options.reference);
    const networks = new Map<string, FeatureExtractor>([
      [options.lossNetwork, await openLossNetwork(options.lossNetwork)],
      ['random weights', new LossNetwork('compact', randomLossNetwork('compact', seed))],
    ]);
    const [photos, paintings] = [await pictures(heldOutPhotos, size), await pictures(heldOutPaintings, size)];
    const byName = await agreements(reference, networks, photos, paintings);
    for (const network of [reference, ...networks.values()]) network.dispose();
    if (options.json) console.log(JSON.stringify(Object.fromEntries(byName), null, 2));
    else console.log(table(byName, photos.length, paintings.length));
  });
}

async function pictures(folder: string, size: number): Promise<Picture[]> {
  const paths = await findPhotos(folder);
  return Promise.all(paths.map(async (path) => toPicture(await readPhoto(path, { size }))));
}

/** Markdown. */
function table(byName: Map<string, Agreement>, photos: number, paintings: number): string {
  const line = (name: string, pairs: string, { sum, logarithms, taps: each }: RankCorrelations) =>
    `| ${[name, pairs, ...[sum, logarithms, ...Object.values(each)].map((value) => value.toFixed(3))].join(' | ')} |`;
  return [
    `| network | pairs | sum | logarithms | ${taps('compact').join(' | ')} |`,
    `| --- | --- ${'| ---: '.repeat(2 + taps('compact').length)}|`,
    ...[...byName].flatMap(([name, agreement]) => [
      line(name, `${photos} photos, ${paintings} paintings`, agreement.photos),
      line(name, `${paintings} paintings, each with the others`, agreement.paintings),
    ]),
  ].join('\n');
}
