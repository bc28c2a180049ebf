import { join } from 'node:path';
import type { Command } from 'commander';
import { z } from 'zod';
import { checkPhotos, setAside } from '../datasets/check.ts';
import { coco, type CocoName, freePhotos } from '../datasets/coco.ts';
import { fetchPhotos } from '../datasets/fetch.ts';
import { env } from '../env.ts';
import { UsageError, warn } from '../errors.ts';
import { addOptions, readOptions } from '../terminal/options.ts';
import { startProgress } from '../terminal/progress.ts';
import { stopSignal } from '../terminal/stop-signal.ts';
import { photosLast } from '../training/photos-last.ts';

const fetchSchema = z.object({
  count: z.number().int().min(1).max(1_000_000).default(40_000).describe('how many photos are wanted'),
  side: z.number().int().min(64).max(2048).default(320).describe('short side of what is kept, in pixels'),
  quality: z.number().int().min(40).max(100).default(90).describe('of the JPEG files that are kept'),
  licence: z.enum(['any', 'free']).default('any').describe('of COCO: only photos that anybody may change and pass on'),
}); // prettier-ignore
const checkSchema = z.object({
  batch: z.number().int().min(1).max(64).default(4).describe('photos an iteration, to say how long they last'),
  iterations: z.number().int().min(1).max(1_000_000).default(10_000).describe('of a run, likewise'),
  size: z.number().int().min(32).max(1024).default(192).describe('side of the crops: smaller photos count as tiny'),
}); // prettier-ignore

export function register(program: Command): void {
  const dataset = program.command('dataset').description('Photos to train on: fetch many, check a folder');
  const fetch = dataset
    .command('fetch')
    .description('Fetch photos out of archives, scaled down; the same command goes on where it was stopped')
    .argument(
      '<source...>',
      `${Object.keys(coco).join(', ')}, or .zip, .tar, .tar.gz or .tgz archives: addresses or files`,
    )
    .option('--out <folder>', 'where to (default: a folder in ATELIER_DATA/datasets)')
    .option(
      '--annotations <url|file>',
      'COCO’s annotations, for --licence free (default: those of its own host)',
    );
  addOptions(fetch, fetchSchema);
  fetch.action(async (sources: string[], options: { out?: string; annotations?: string }) => {
    const settings = fetchSchema.parse(readOptions(fetch, fetchSchema));
    const known = sources.find((source): source is CocoName => source in coco);
    if (known !== undefined && sources.length > 1) throw new UsageError(`${known}: is fetched by itself`);
    if (settings.licence === 'free' && known === undefined && options.annotations === undefined)
      throw new UsageError('--licence free: is for COCO, whose annotations tell the licences; for another archive with its photos, give --annotations'); // prettier-ignore
    const folder = options.out ?? join(env.ATELIER_DATA, 'datasets', known ?? 'photos');
    const signal = stopSignal(() => console.log('\nStopping after these photos (Ctrl-C again: at once)'));
    const only = settings.licence === 'free' ? await freePhotos(known ?? 'coco-2017', options.annotations) : undefined; // prettier-ignore
    if (only) console.log(`${only.size} photos are free`);
    const progress = startProgress('Fetching');
    const fetched = await fetchPhotos({
      ...settings,
      ...{ folder, signal, tell: warn },
      sources: known ? [coco[known].archive] : sources,
      ...(only && { only }),
      onProgress: (kept) => progress.update(kept, settings.count),
    }).finally(() => progress.stop());
    const { there, came, passedOver } = fetched;
    const counts = `${there} photos are in ${folder}, ${came} of them new${passedOver ? `; ${passedOver} passed over` : ''}`; // prettier-ignore
    console.log(signal.aborted ? `${counts}. Go on with the same command` : counts);
    if (there === 0 && !signal.aborted) throw new UsageError('there was no photo to fetch');
  });

  const check = dataset
    .command('check')
    .description(
      'Look at all photos of a folder: which cannot be used, which are twice there, how long they last',
    )
    .argument('<folder>', 'subfolders included')
    .option('--fix', 'move those that cannot be used, and copies, into .aside in the folder');
  addOptions(check, checkSchema);
  check.action(async (folder: string, { fix }: { fix?: true }) => {
    const settings = checkSchema.parse(readOptions(check, checkSchema));
    const signal = stopSignal(() => undefined);
    const progress = startProgress('Looking');
    const checked = await checkPhotos(folder, {
      ...{ crop: settings.size, signal },
      onProgress: (done, total) => progress.update(done, total),
    }).finally(() => progress.stop());
    const { usable, unreadable, tiny, grey, duplicates, sides } = checked;
    for (const problem of unreadable.values()) console.log(problem);
    for (const [path, first] of duplicates) console.log(`${path}: nearly the same as ${first}`);
    const left = usable - (fix ? duplicates.size : 0);
    console.log(`${checked.count} photos: ${usable} can be used, ${unreadable.size} cannot`);
    console.log(`${duplicates.size} nearly the same as another, ${grey} grey, ${tiny.length} with a side shorter than ${settings.size} pixels`); // prettier-ignore
    if (usable > 0)
      console.log(`short sides from ${sides[0]} to ${sides[2]} pixels, half of them ${sides[1]} or more`);
    if (fix) {
      const bad = [...unreadable.keys(), ...duplicates.keys()];
      if (bad.length > 0) console.log(`${bad.length} moved to ${await setAside(folder, bad)}`);
    }
    if (left > 0) console.log(photosLast(left, { ...settings, photoOrder: 'shuffled' }));
    else throw new UsageError(`${folder}: no photo can be used`);
  });
}
