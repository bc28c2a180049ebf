import { existsSync } from 'node:fs';
import { basename, isAbsolute, join, relative } from 'node:path';
import { savedTrainingConfigSchema, type TrainingConfig } from '@atelier/model/config';
import type { Metric } from '@atelier/model/events';
import { z } from 'zod';
import { checkout } from '../env.ts';
import { flag } from '../terminal/options.ts';
import type { RunPart } from '../training/run-store.ts';

const values = z.array(z.number());

/** How a built-in style was trained, as its `style.json` tells under `training`. */
export const trainingRecordSchema = z.object({
  /** A command that trains it again. */
  retrain: z.string(),
  /** Where what that command gives must differ from what is built in. */
  note: z.string().optional(),
  config: savedTrainingConfigSchema,
  /** The network whose weights the training started from, where these were not random. */
  startFrom: z.object({ name: z.string(), sha256: z.string() }).optional(),
  styleSha256: z.string(),
  lossNetworkSha256: z.string(),
  photos: z.array(z.object({ folder: z.string(), count: z.number().int() })),
  engine: z.string(),
  device: z.string(),
  /** Of all iterations, also where they were computed in several parts. */
  durationSeconds: z.number(),
  /** The largest change, of 255, that half precision made to a value of the paintings it was tried on. */
  halfPrecisionDifference: z.number().int(),
  /** The weighted losses at some of the iterations, the first and the last among them. */
  history: z.object({ iteration: values, total: values }).catchall(values),
});

export type TrainingRecord = z.infer<typeof trainingRecordSchema>;
type Reported = Pick<Metric, 'iteration' | 'losses' | 'seconds'>;
type History = TrainingRecord['history'];

const HISTORY_POINTS = 200;

/** At most 200 reports of the losses, evenly from the first to the last. */
export function thinHistory(metrics: Reported[]): History {
  const count = Math.min(metrics.length, HISTORY_POINTS);
  const kept = Array.from(
    { length: count },
    (_, k) => metrics[Math.round((k * (metrics.length - 1)) / Math.max(1, count - 1))]!,
  );
  const column = (name: string) => kept.map(({ losses }) => Number(losses[name]!.toPrecision(4)));
  const names = Object.keys(kept[0]?.losses ?? {});
  const columns = Object.fromEntries(names.map((name) => [name, column(name)]));
  return { iteration: kept.map(({ iteration }) => iteration), ...columns } as History;
}

/** The seconds that the iterations took: work that was lost with a killed part and done again counts once. */
export function trainingSeconds(metrics: Reported[], parts: RunPart[]): number {
  let last = 0;
  return metrics.reduce((sum, { iteration, seconds }) => {
    const from = Math.max(last, ...parts.map((part) => part.from).filter((begun) => begun < iteration));
    last = iteration;
    return sum + seconds * (iteration - from);
  }, 0);
}

/** Settings that change what is reported, not what is trained. */
const reporting = ['logEvery', 'sampleEvery', 'stateEvery'];

/** The command that trains a built-in style with this configuration on the built-in photos. */
export function retrainCommand(slug: string, config: TrainingConfig, startFrom?: string): string {
  const options = Object.entries(config)
    .filter(([key]) => !reporting.includes(key))
    .map(([key, value]) => `${flag(key)} ${key === 'startFrom' ? (startFrom ?? value) : value}`);
  return `npm run atelier -- train --style ${slug} ${options.join(' ')}`;
}

/**
 * A photo folder by its path in the checkout, or by its name alone where it lies outside. Built-in photos are those of any
 * checkout: a style may have been trained in another.
 */
export function plainName(folder: string): { name: string; outside: boolean } {
  const builtIn = /\/(assets\/photos\/[^/]+)$/.exec(folder)?.[1];
  const path = builtIn && existsSync(join(checkout, builtIn)) ? builtIn : relative(checkout, folder);
  const outside = path.startsWith('..') || isAbsolute(path);
  return { name: outside ? basename(folder) : path, outside };
}
