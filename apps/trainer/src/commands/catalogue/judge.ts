import { LossNetwork, type Picture, randomLossNetwork, taps, type FeatureExtractor } from '@atelier/model';
import type { Command } from 'commander';
import { z } from 'zod';
import { openEngine } from '../../engine/engine.ts';
import { heldOutPaintings, heldOutPhotos } from '../../files/assets.ts';
import { findPhotos, readPhoto } from '../../files/photo.ts';
import { toPicture } from '../../files/picture.ts';
import { type Agreement, judge, type Judgement } from '../../loss-networks/agreement.ts';
import { openLossNetwork } from '../../loss-networks/loss-network-file.ts';
import { addOptions, readOptions } from '../../terminal/options.ts';

const settingsSchema = z.object({
  size: z.number().int().min(64).max(1024).default(256).describe('short side of the pictures in pixels'),
  seed: z.number().int().min(0).default(1).describe('of the random weights to compare with'),
});

interface Options {
  teacher: string;
  lossNetwork: string;
  json?: true;
}

export function register(program: Command): void {
  const command = program
    .command('judge')
    .description('Say how far a loss network agrees with a larger one on what is near to what in style')
    .option('--teacher <vgg16|file>', 'what is right: vgg16 (fetch it first), or a safetensors file', 'vgg16')
    .option('--loss-network <compact|vgg16|file>', 'what is judged', 'compact')
    .option('--json', 'as JSON');
  addOptions(command, settingsSchema);
  command.action(async (options: Options) => {
    const { size, seed } = settingsSchema.parse(readOptions(command, settingsSchema));
    await openEngine();
    const teacher = await openLossNetwork(options.teacher);
    const networks = new Map<string, FeatureExtractor>([
      [options.lossNetwork, await openLossNetwork(options.lossNetwork)],
      ['random weights', new LossNetwork('compact', randomLossNetwork('compact', seed))],
    ]);
    const [photos, paintings] = [await pictures(heldOutPhotos, size), await pictures(heldOutPaintings, size)];
    const judgements = await judge(teacher, networks, photos, paintings);
    for (const network of [teacher, ...networks.values()]) network.dispose();
    if (options.json) console.log(JSON.stringify(Object.fromEntries(judgements), null, 2));
    else console.log(table(judgements, photos.length, paintings.length));
  });
}

async function pictures(folder: string, size: number): Promise<Picture[]> {
  const paths = await findPhotos(folder);
  return Promise.all(paths.map(async (path) => toPicture(await readPhoto(path, { size }))));
}

/** Markdown. */
function table(judgements: Map<string, Judgement>, photos: number, paintings: number): string {
  const line = (name: string, pairs: string, { sum, logarithms, taps: each }: Agreement) =>
    `| ${[name, pairs, ...[sum, logarithms, ...taps.map((tap) => each[tap])].map((value) => value.toFixed(3))].join(' | ')} |`;
  return [
    `| network | pairs | sum | logarithms | ${taps.join(' | ')} |`,
    `| --- | --- ${'| ---: '.repeat(2 + taps.length)}|`,
    ...[...judgements].flatMap(([name, judgement]) => [
      line(name, `${photos} photos, ${paintings} paintings`, judgement.photos),
      line(name, `${paintings} paintings, each with the others`, judgement.paintings),
    ]),
  ].join('\n');
}
