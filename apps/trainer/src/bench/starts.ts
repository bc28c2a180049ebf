import { existsSync } from 'node:fs';
import { mkdir } from 'node:fs/promises';
import { basename, extname, join } from 'node:path';
import { type FeatureExtractor, trainingConfig, type TrainingConfig } from '@atelier/model';
import { Evaluation } from '@atelier/model/evaluation';
import { mean } from 'simple-statistics';
import type { Rgb } from '@atelier/stylize';
import { EVALUATION_SIZE } from '../catalogue/evaluation.ts';
import { nearestStyle } from '../catalogue/nearest-style.ts';
import { heldOut, trainingPhotos } from '../files/assets.ts';
import { readCheckpointFile } from '../files/checkpoint-file.ts';
import { parseJson } from '../files/file.ts';
import { appendLine, keepLines, readLines } from '../files/json-lines.ts';
import { composeSheet, readPhoto, writePhoto } from '../files/photo.ts';
import { toPicture } from '../files/picture.ts';
import { openLossNetwork } from '../loss-networks/loss-network-file.ts';
import { paintPhotos } from '../painting/painting.ts';
import { openRun, readStyle } from '../training/run.ts';
import { type Start, type StartRow, startRowSchema } from './start-row.ts';
import { plotStarts } from './starts-plot.ts';

export interface StartsSettings {
  /** Style pictures. */
  paintings: string[];
  starts: readonly Start[];
  /** After how many iterations is measured. */
  at: number[];
  /** How many of the held-out photos are measured. */
  photos: number;
  config: Partial<TrainingConfig>;
  /** Where rows, curves and pictures are kept; what is there already is not trained again. */
  out: string;
  say: (row: StartRow) => void;
}

/** Of the first photo as it is painted. */
const CELL = { width: 360, height: 270, gap: 8 };

/**
 * Trains a style from each kind of first weights, and measures how good it is after so many iterations: rows in `starts.jsonl`,
 * curves in `starts.png`, and the first photo as it is painted in `PAINTING-START.jpg`.
 * @throws UsageError where a picture or a network cannot be used, or VGG-19 has not been fetched
 */
export async function benchStarts(settings: StartsSettings): Promise<StartRow[]> {
  const { paintings, at, photos, out } = settings;
  const reference = await openLossNetwork('vgg19');
  const paths = (await heldOut()).slice(0, photos);
  const file = join(out, 'starts.jsonl');
  await mkdir(out, { recursive: true });
  if (existsSync(file)) await keepLines(file, () => true);
  try {
    for (const path of paintings) {
      for (const start of settings.starts) {
        const name = basename(path, extname(path));
        const isIts = (row: StartRow) => row.painting === name && row.start === start;
        const done = (await rowsOf(file)).filter(isIts);
        if (at.every((iteration) => done.some((row) => row.iteration === iteration))) continue;
        await keepLines(file, (line) => !isIts(parseJson(line, startRowSchema, file))); // those of a run that was cut short
        const painted = new Map<number, Rgb>();
        for await (const { row, photo } of train(path, start, paths, reference, settings)) {
          await appendLine(file, row);
          painted.set(row.iteration, photo);
          settings.say(row);
        }
        const cells = at.map((iteration) => ({ photo: painted.get(iteration)! }));
        await writePhoto(await composeSheet([cells], CELL), join(out, `${name}-${start}.jpg`));
      }
    }
  } finally {
    reference.dispose();
  }
  const rows = await rowsOf(file);
  await writePhoto(await plotStarts(rows), join(out, 'starts.png'));
  return rows;
}

const rowsOf = (file: string): Promise<StartRow[]> =>
  existsSync(file) ? readLines(file, startRowSchema) : Promise.resolve([]);

async function* train(
  path: string,
  start: Start,
  paths: string[],
  reference: FeatureExtractor,
  { at, config: given }: StartsSettings,
): AsyncGenerator<{ row: StartRow; photo: Rgb }> {
  const last = Math.max(...at);
  const config = trainingConfig(
    { ...given, startFrom: start === 'start' ? 'start' : 'random', iterations: last, checkpointEvery: at.reduce(greatestDivisor), stateEvery: last }, // prettier-ignore
    'quick',
  );
  const stylePicture = await readStyle(path, EVALUATION_SIZE);
  const nearest = start === 'nearest' ? await nearestStyle(path, reference) : undefined;
  const nearestNetwork = nearest && (await readCheckpointFile(nearest.checkpoints.at(-1)!.path));
  const evaluation = new Evaluation(reference, stylePicture);
  const photos = await Promise.all(paths.map((photo) => readPhoto(photo, { size: EVALUATION_SIZE })));
  const { events } = await openRun({
    ...{ config, style: path, content: [trainingPhotos], heldOut: paths },
    ...(nearestNetwork && { start: nearestNetwork }),
  });
  let [begun, measuring] = [performance.now(), 0];
  try {
    for await (const event of events) {
      if (event.type === 'step' && event.iteration === 1) begun = performance.now() - 1000 * event.seconds;
      if (event.type !== 'checkpoint' || !at.includes(event.iteration)) continue;
      const seconds = (performance.now() - begun - measuring) / 1000;
      const from = performance.now();
      const paintings = await paintPhotos(event.checkpoint, photos);
      const measures = [];
      for (const [k, painting] of paintings.entries())
        measures.push(await evaluation.measure(toPicture(photos[k]!), toPicture(painting)));
      measuring += performance.now() - from;
      const row = {
        ...{ painting: basename(path, extname(path)), start, iteration: event.iteration },
        ...(nearest && { from: nearest.slug }),
        heldOut: event.heldOut!.total,
        style: mean(measures.map(({ style }) => style)),
        content: mean(measures.map(({ content }) => content)),
        seconds,
      };
      yield { row, photo: paintings[0]! };
    }
  } finally {
    evaluation.dispose();
  }
}

function greatestDivisor(a: number, b: number): number {
  return b === 0 ? a : greatestDivisor(b, a % b);
}
