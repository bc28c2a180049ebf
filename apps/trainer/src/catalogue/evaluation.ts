import { existsSync } from 'node:fs';
import { basename } from 'node:path';
import {
  lossWeights,
  optimise,
  type Picture,
  type FeatureExtractor,
  type TrainingConfig,
} from '@atelier/model';
import { type Checkpoint, readCheckpoint } from '@atelier/model/checkpoint';
import { Evaluation, measureNames, type Measures } from '@atelier/model/evaluation';
import { z } from 'zod';
import { openEngine } from '../engine/engine.ts';
import { UsageError } from '../errors.ts';
import { galleryPhotos, heldOutPhotos } from '../files/assets.ts';
import { naming } from '../files/checkpoint-file.ts';
import { readBytes, readJson, writeWhole } from '../files/file.ts';
import { sha256 } from '../files/hash.ts';
import { findPhotos, type Photo, readPhoto } from '../files/photo.ts';
import { toPhoto, toPicture } from '../files/picture.ts';
import { lossNetworkPath, openLossNetwork } from '../loss-networks/loss-network-file.ts';
import { paintPhotos } from '../painting/painting.ts';
import { readStyle } from '../training/run.ts';
import { type Style } from './styles.ts';

/** The short side in pixels at which the tool's own page measures. */
export const EVALUATION_SIZE = 256;

/** How many steps `optimise` takes, to compare with. */
export const OPTIMISE_STEPS = 300;

const number = z.number();
const rowSchema = z.object({
  slug: z.string(),
  /** The iterations of the checkpoint that painted, or `optimise`. */
  by: z.union([z.number().int(), z.literal('optimise')]),
  /** Another one where the checkpoint, the style picture, the loss network or the weights of the losses have changed. */
  key: z.string(),
  /** The short side of the photos in pixels. */
  size: z.number().int(),
  /** By the photo's file name. */
  photos: z.record(
    z.string(),
    z.object({ style: number, content: number, totalVariation: number, total: number }),
  ),
  /** Of `optimise`: the sum of the weighted losses after 0, 1, 2 … steps, as the mean over the photos. */
  course: z.array(number).optional(),
});

/** The measures of the paintings of some photos, in one style, by one method. */
export type Row = z.infer<typeof rowSchema>;

export interface EvaluationSettings {
  /** The short side in pixels at which photos are painted. */
  size: number;
  /** How many of the gallery's photos are painted by `optimise` too. */
  optimised: number;
  /** A JSON file of rows; what it holds already is not measured again. */
  file: string;
}

/** What is to be measured: a style's checkpoint, or `optimise` with the losses of its last one. */
interface Method {
  style: Style;
  by: Row['by'];
  key: string;
  checkpoint: Checkpoint;
  config: TrainingConfig;
}

/**
 * Measures every checkpoint of the styles on the held-out photos, and `optimise` on a few of them. Each row is in the
 * file as soon as it is known, so that an evaluation that was interrupted goes on where it was. `onRow` is called for each
 * method, without a row where there is nothing to measure.
 * @throws UsageError where a network or the file is damaged
 */
export async function evaluate(
  styles: Style[],
  { size, optimised, file }: EvaluationSettings,
  onRow: (row?: Row) => void,
): Promise<void> {
  const heldOut = await findPhotos(heldOutPhotos);
  for (const method of await methodsOf(styles)) {
    const { by, key } = method;
    const { slug } = method.style;
    const paths = by === 'optimise' ? galleryPhotos.slice(0, optimised).map(({ path }) => path) : heldOut;
    const isKnown = (row: Row) =>
      row.key === key && row.size === size && paths.every((path) => basename(path) in row.photos);
    if (!paths.length || (await readRows(file)).some(isKnown)) {
      onRow();
      continue;
    }
    const row = { slug, by, key, size, ...(await measure(method, paths, size)) };
    // Read again: another evaluation may have added rows meanwhile.
    const others = (await readRows(file)).filter(
      (other) => other.slug !== slug || other.by !== by || other.size !== size,
    );
    await writeWhole(file, layOut([...others, row]));
    onRow(row);
  }
}

/** The rows of a file that hold for the styles as they are now, at this size, in the styles' order. @throws UsageError */
export async function currentRows(styles: Style[], file: string, size = EVALUATION_SIZE): Promise<Row[]> {
  const rows = (await readRows(file)).filter((row) => row.size === size);
  return (await methodsOf(styles)).flatMap(({ key }) => rows.filter((row) => row.key === key));
}

async function readRows(file: string): Promise<Row[]> {
  return existsSync(file) ? readJson(file, z.array(rowSchema)) : [];
}

/** A style's checkpoints, fewest iterations first, then `optimise`. */
async function methodsOf(styles: Style[]): Promise<Method[]> {
  const all = styles.map(async (style): Promise<Method[]> => {
    const picture = sha256(await readBytes(style.picture));
    const methods = style.checkpoints.map(async ({ iteration, path }): Promise<Method> => {
      const bytes = await readBytes(path);
      const checkpoint = await naming(path, () => readCheckpoint(bytes));
      const config = checkpoint.metadata.training;
      if (!config) throw new UsageError(`${path}: says nothing of its training`);
      return { style, by: iteration, key: await keyOf(picture, config, sha256(bytes)), checkpoint, config };
    });
    const checkpoints = await Promise.all(methods);
    const last = checkpoints.at(-1);
    if (!last) return [];
    const key = await keyOf(picture, last.config, `optimise ${OPTIMISE_STEPS} steps`);
    return [...checkpoints, { ...last, by: 'optimise', key }];
  });
  return (await Promise.all(all)).flat();
}

/** @param picture SHA-256 of the style picture @param painter what tells the network from others */
async function keyOf(picture: string, config: TrainingConfig, painter: string): Promise<string> {
  const lossNetwork = sha256(await readBytes(lossNetworkPath(config.lossNetwork)));
  const { styleSize, losses, contentLayer } = config;
  const weights = lossWeights.map((name) => config[name]);
  const all = [painter, picture, lossNetwork, styleSize, losses, contentLayer, ...weights];
  return sha256(new TextEncoder().encode(JSON.stringify(all))).slice(0, 16);
}

async function measure(
  { style, by, checkpoint, config }: Method,
  paths: string[],
  size: number,
): Promise<Pick<Row, 'photos' | 'course'>> {
  const lossNetwork = await openLossNetwork(config.lossNetwork);
  const stylePicture = await readStyle(style.picture, config.styleSize);
  const evaluation = new Evaluation(lossNetwork, stylePicture, config);
  try {
    const photos = await Promise.all(paths.map((path) => readPhoto(path, { size })));
    const { paintings, course } =
      by === 'optimise'
        ? await optimiseAll(photos, stylePicture, lossNetwork, config)
        : { paintings: await paintPhotos(checkpoint, photos) };
    const measured: Row['photos'] = {};
    for (const [k, painting] of paintings.entries())
      measured[basename(paths[k]!)] = rounded(
        await evaluation.measure(toPicture(photos[k]!), toPicture(painting)),
      );
    return { photos: measured, ...(course && { course }) };
  } finally {
    evaluation.dispose();
    lossNetwork.dispose();
  }
}

async function optimiseAll(
  photos: Photo[],
  style: Picture,
  lossNetwork: FeatureExtractor,
  config: TrainingConfig,
): Promise<{ paintings: Photo[]; course: number[] }> {
  const { compile } = await openEngine();
  const paintings: Photo[] = [];
  const sums = new Array<number>(OPTIMISE_STEPS).fill(0);
  for (const photo of photos) {
    const content = toPicture(photo);
    const steps = optimise({ content, style, lossNetwork, config, compile, iterations: OPTIMISE_STEPS });
    for await (const { iteration, losses, picture } of steps) {
      sums[iteration - 1]! += losses.total;
      if (picture) paintings.push(toPhoto(picture));
    }
  }
  return { paintings, course: sums.map((sum) => significant(sum / photos.length)) };
}

function rounded(measures: Measures): Measures {
  const entries = measureNames.map((name) => [name, significant(measures[name])]);
  return Object.fromEntries(entries) as Record<keyof Measures, number>;
}

function significant(value: number): number {
  return Number(value.toPrecision(4));
}

/** JSON with the measures of each photo, and a list of numbers, on one line. */
function layOut(rows: Row[]): string {
  const lists = /\{[^{}]*\}|\[[\d\s.,e-]*\]/g;
  return JSON.stringify(rows, null, 2).replace(lists, (list) => list.replace(/\s+/g, ' ')) + '\n';
}
