import { readdir, rm } from 'node:fs/promises';
import { basename, join } from 'node:path';
import { checkpointIterations, type Metric } from '@atelier/model';
import { type Checkpoint, readCheckpoint, writeCheckpoint } from '@atelier/model/checkpoint';
import { z } from 'zod';
import { fileError, UsageError } from '../errors.ts';
import { heldOutPhotos } from '../files/assets.ts';
import { naming, readCheckpointFile } from '../files/checkpoint-file.ts';
import { readBytes, readJson, writeAllWhole } from '../files/file.ts';
import { sha256 } from '../files/hash.ts';
import { readPhoto } from '../files/photo.ts';
import { findPhotos } from '../files/photo-folder.ts';
import { paintPhotos } from '../painting/painting.ts';
import { RunFolder } from '../training/run-folder.ts';
import type { RunPart } from '../training/run-store.ts';
import { styleSchema } from './styles.ts';
import {
  plainName,
  retrainCommand,
  thinHistory,
  trainingSeconds,
  type TrainingRecord,
} from './training-record.ts';

/** What a checkpoint of the catalogue may weigh. */
const MAX_BYTES = 1e6;
/** What half precision may change of a painting's values, of 255. */
const MAX_DIFFERENCE = 2;
/** The held-out photos that are painted in both precisions. */
const TRIED = 3;

const heldOutSchema = z.object({ heldOut: z.record(z.string(), z.number()) });

export interface Added {
  slug: string;
  /** Paths of the checkpoints. */
  checkpoints: string[];
  record: TrainingRecord;
}

/**
 * Makes the networks of a finished run those of a built-in style: its checkpoints in half precision, the losses on
 * held-out photos beside each, and in `style.json` how they were trained. What was there before goes.
 * @param slug the style; by default the run's name
 * @param styles the folder of styles
 * @throws UsageError where the run is not finished, not of this style's picture, or not fit for it; nothing is
 * changed then
 */
export async function addRun(path: string, slug: string | undefined, styles: string): Promise<Added> {
  const run = await RunFolder.read(path);
  const { name, config, startFrom } = run.description;
  const folder = join(styles, slug ?? name);
  const style = await readJson(join(folder, 'style.json'), styleSchema);
  const styleSha256 = sha256(await readBytes(join(folder, 'style.jpg')));
  const metrics = await finishedMetrics(run);
  const parts = await uniformParts(run);

  const files = new Map<string, Uint8Array | string>();
  let halfPrecisionDifference = 0;
  for (const iteration of checkpointIterations(config)) {
    const base = run.checkpointPath(iteration);
    const checkpoint = await readWeights(`${base}.safetensors`, iteration);
    if (checkpoint.metadata.styleSha256 !== styleSha256)
      throw new UsageError(
        `${path}: trained on another picture than ${join(folder, 'style.jpg')}; name its style with --style`,
      );
    const bytes = writeCheckpoint(checkpoint, { half: true });
    if (bytes.length >= MAX_BYTES)
      throw new UsageError(
        `${base}.safetensors: ${bytes.length} bytes in half precision, more than the ${MAX_BYTES} that the catalogue takes; train it with a smaller --width`,
      );
    const difference = await naming(base, () => halfDifference(checkpoint, readCheckpoint(bytes)));
    if (difference > MAX_DIFFERENCE)
      throw new UsageError(
        `${base}.safetensors: half precision changes a painting by ${difference}/255, more than ${MAX_DIFFERENCE}`,
      );
    halfPrecisionDifference = Math.max(halfPrecisionDifference, difference);
    files.set(join(folder, `${iteration}.safetensors`), bytes);
    const heldOut = await readJson(`${base}.json`, heldOutSchema);
    files.set(
      join(folder, `${iteration}.json`),
      JSON.stringify({ ...heldOut, sha256: sha256(bytes) }, null, 2) + '\n',
    );
  }

  const { photos, note } = describePhotos(run, parts.at(-1)!);
  // Of a file its name alone: where it lay is nobody else's business, and its SHA-256 says which it was.
  const start = startFrom && { name: basename(startFrom.name), sha256: startFrom.sha256 };
  const record: TrainingRecord = {
    retrain: retrainCommand(style.slug, config, start?.name),
    ...(note && { note }),
    config,
    ...(start && { startFrom: start }),
    styleSha256,
    lossNetworkSha256: parts.at(-1)!.lossNetworkSha256,
    photos,
    engine: [...new Set(parts.map(({ engine }) => engine))].join(', '),
    device: [...new Set(parts.map(({ device }) => device))].join(', '),
    durationSeconds: Math.round(trainingSeconds(metrics, parts)),
    halfPrecisionDifference,
    history: thinHistory(metrics),
  };
  files.set(join(folder, 'style.json'), formatted({ ...style, training: record }));
  await writeAllWhole(files);
  await removeOthers(folder, files);
  const checkpoints = [...files.keys()].filter((file) => file.endsWith('.safetensors'));
  return { slug: style.slug, checkpoints, record };
}

/** The reports of the losses from the first iteration to the last. */
async function finishedMetrics(run: RunFolder): Promise<Metric[]> {
  const { iterations } = run.description.config;
  const metrics = await run.metrics();
  const last = metrics.at(-1)!.iteration;
  if (last < iterations)
    throw new UsageError(
      `${run.path}: at iteration ${last} of ${iterations}; finish it first: atelier train --resume ${run.path}`,
    );
  const gap = metrics.findIndex(({ iteration }, k) => iteration <= (metrics[k - 1]?.iteration ?? 0));
  // Of a run that was begun again within its first reports, that of the first iteration may be missing.
  if (metrics[0]!.iteration > run.description.config.logEvery || gap >= 0)
    throw new UsageError(`${run.path}: metrics.jsonl does not tell the whole run`);
  return metrics;
}

/** The parts of a run that saw the same photos and the same loss network throughout. */
async function uniformParts(run: RunFolder): Promise<(RunPart & { lossNetworkSha256: string })[]> {
  const parts = (await run.parts()).map(({ lossNetworkSha256, ...part }) => {
    if (lossNetworkSha256) return { ...part, lossNetworkSha256 };
    throw new UsageError(`${run.path}: it is not known which loss network it was trained with`);
  });
  const [{ lossNetworkSha256, photos }] = parts as [(typeof parts)[number]];
  const other = parts.find((part) => part.lossNetworkSha256 !== lossNetworkSha256 || String(part.photos) !== String(photos)); // prettier-ignore
  if (other)
    throw new UsageError(
      `${run.path}: after iteration ${other.from} it went on with another loss network or other photos; train it again`,
    );
  return parts;
}

async function readWeights(path: string, iteration: number): Promise<Checkpoint> {
  const checkpoint = await readCheckpointFile(path);
  const { metadata } = checkpoint;
  if (metadata.kind !== 'weights' || metadata.iteration !== iteration || !metadata.training)
    throw new UsageError(`${path}: not the weights of a training run at iteration ${iteration}`);
  return checkpoint;
}

/** The largest difference, of 255, between what two networks make of some held-out photos. */
async function halfDifference(one: Checkpoint, other: Checkpoint): Promise<number> {
  const paths = (await findPhotos(heldOutPhotos)).slice(0, TRIED);
  const photos = await Promise.all(paths.map((path) => readPhoto(path)));
  const [ones, others] = [await paintPhotos(one, photos), await paintPhotos(other, photos)];
  let most = 0;
  for (const [k, { data }] of ones.entries())
    data.forEach((value, i) => (most = Math.max(most, Math.abs(value - others[k]!.data[i]!))));
  return most;
}

function describePhotos(run: RunFolder, part: RunPart): Pick<TrainingRecord, 'photos' | 'note'> {
  const folders = run.description.content.map((folder, k) => ({
    ...plainName(folder),
    count: part.photos[k]!,
  }));
  const count = (some: typeof folders) => some.reduce((sum, each) => sum + each.count, 0);
  const outside = count(folders.filter((folder) => folder.outside));
  return {
    photos: folders.map(({ name, count }) => ({ folder: name, count })),
    ...(outside > 0 && {
      note: `Trained on ${count(folders)} photos, ${outside} of which are not in this repository. The command trains on the built-in ones: what it gives is alike, not equal.`,
    }),
  };
}

/** JSON with each list of numbers on one line. */
function formatted(value: unknown): string {
  const numbers = /\[[\s\d.,e+-]+\]/g;
  return JSON.stringify(value, null, 2).replace(numbers, (list) => list.replace(/\s+/g, ' ').replace(/(\[) | (\])/g, '$1$2')) + '\n'; // prettier-ignore
}

/** Drops checkpoints of other iterations, which an earlier run left. */
async function removeOthers(folder: string, files: ReadonlyMap<string, unknown>): Promise<void> {
  for (const name of await readdir(folder)) {
    const path = join(folder, name);
    if (!/^\d+\.(safetensors|json)$/.test(name) || files.has(path)) continue;
    await rm(path).catch((error: unknown) => {
      throw fileError(error, path);
    });
  }
}
