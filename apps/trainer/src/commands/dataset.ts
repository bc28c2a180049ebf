import { join } from 'node:path';
import { trainingConfigSchema } from '@atelier/model/config';
import { collections, fetchSchema } from '@atelier/model/dataset-order';
import type { Command } from 'commander';
import { z } from 'zod';
import { checkPhotos, setAside } from '../datasets/check.ts';
import { coco } from '../datasets/coco.ts';
import { datasetsFolder, fetchOrdered, isCoco } from '../datasets/order.ts';
import { UsageError, warn } from '../errors.ts';
import { addOptions, readOptions } from '../terminal/options.ts';
import { startProgress } from '../terminal/progress.ts';
import { stopSignal } from '../terminal/stop-signal.ts';
import { photosLast } from '../training/photos-last.ts';

const SHA256 = /^[0-9a-f]{64}$/i;
const { batch, iterations, size } = trainingConfigSchema.shape;
const checkSchema = z.object({
  batch: batch.describe('photos an iteration, to say how long they last'),
  iterations: iterations.describe('of a run, likewise'),
  size: size.describe('side of the crops: smaller photos count as tiny'),
});

interface FetchOptions {
  out?: string;
  annotations?: string;
  sha256?: string;
}

/** What `--sha256` says of these sources. */
function hashOf(said: string | undefined, sources: string[]): string | undefined {
  if (said === undefined) return undefined;
  const [source] = sources;
  if (sources.length > 1) throw new UsageError('--sha256: is of one archive; fetch each by itself');
  if (said === 'known' && isCoco(source!)) return coco[source].sha256;
  if (!SHA256.test(said)) throw new UsageError(`--sha256 ${said}: 64 hexadecimal digits, or known for ${collections.join(' and ')}`); // prettier-ignore
  return said;
}

export function register(program: Command): void {
  const dataset = program.command('dataset').description('Photos to train on: fetch many, check a folder');
  const fetch = dataset
    .command('fetch')
    .description('Fetch photos out of archives, scaled down; the same command goes on where it was stopped')
    .argument(
      '<source...>',
      `${collections.join(', ')}, or .zip, .tar, .tar.gz or .tgz archives: addresses or files`,
    )
    .option('--out <folder>', 'where to (default: a folder in ATELIER_DATA/datasets)')
    .option(
      '--annotations <url|file>',
      'COCO’s annotations, for --licence free (default: those of its own host)',
    )
    .option(
      '--sha256 <hash|known>',
      'of the archive, or known: COCO’s; it is then fetched whole and checked before a photo is taken',
    );
  addOptions(fetch, fetchSchema);
  fetch.action(async (sources: string[], options: FetchOptions) => {
    const settings = fetchSchema.parse(readOptions(fetch, fetchSchema));
    const known = sources.find(isCoco);
    if (known !== undefined && sources.length > 1) throw new UsageError(`${known}: is fetched by itself`);
    if (settings.licence === 'free' && known === undefined && options.annotations === undefined)
      throw new UsageError('--licence free: is for COCO, whose annotations tell the licences; for another archive with its photos, give --annotations'); // prettier-ignore
    const sha256 = hashOf(options.sha256, sources);
    const folder = options.out ?? join(datasetsFolder, known ?? 'photos');
    const signal = stopSignal(() => console.log('\nStopping (Ctrl-C again: at once)'));
    const progress = startProgress('Fetching');
    const fetched = await fetchOrdered(
      { ...settings, sources, folder, sha256 },
      {
        ...{ signal, tell: warn, annotations: options.annotations },
        onFree: (count) => console.log(`${count} photos are free`),
        onProgress: (kept) => progress.update(kept, settings.count),
      },
    ).finally(() => progress.stop());
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
