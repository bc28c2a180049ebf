import { availableParallelism, totalmem } from 'node:os';
import type { Why } from '@atelier/db';
import { Piscina } from 'piscina';
import { bundled } from '../env.ts';
import { UsageError, warn } from '../errors.ts';
import { photoProblem } from '../files/photo.ts';

/** What the worker thread needs to know of a run, once. */
export interface BatchSettings {
  photos: string[];
  batch: number;
  size: number;
  /** The photos' short side in crops. */
  photoScale: number;
  seed: number;
  /** See the training's configuration. */
  photoOrder: 'shuffled' | 'drawn';
  /** Paths of photos that are passed over, and why in words. */
  unusable?: Map<string, string>;
}

/** `least`: the smallest side of a photo; decoded photos stay in the thread's memory up to `cacheBytes`. */
export type ThreadSettings = Required<BatchSettings> & { least: number; cacheBytes: number };

/** A batch, and the photos that were to be in it and cannot be used: their paths, and what is wrong in words. */
export interface Batch {
  /** batch × size × size × 3 values, RGB 0..1. */
  crops: Float32Array;
  problems: Map<string, string>;
}

/** No batch, and why: errors lose their class on the way between threads. */
export interface NoBatch {
  problem: string;
  why: Why[] | undefined;
}

const AHEAD = 4;

/**
 * Bytes of decoded photos that each of these threads may hold: an eighth of the memory between them; a thousand small
 * photos fit into the gigabyte that is the most.
 * @internal
 */
export const photoCache = (memory: number, threads: number) => Math.min(1024 ** 3, memory / 8 / threads);

/** Of the machine, or what its container may use of it. */
const availableMemory = () => Math.min(totalmem(), process.constrainedMemory() || Infinity);
/** The smallest side of a photo, in pixels, that a crop is enlarged from. */
export const LEAST = 16;
/** So many photos are looked at at once. */
const LOOKS = 16;

/**
 * The photos of each iteration, decoded, cropped and mirrored ahead of time in a worker thread. What an iteration sees
 * depends on the seed and its number alone. A photo that cannot be used is named once, and another one drawn in its place.
 */
export class Batches {
  private readonly pool: Piscina<number, Batch | NoBatch>;
  private readonly ahead = new Map<number, Promise<Batch | NoBatch>>();
  private readonly photos: string[];
  private readonly named = new Set<string>();

  /**
   * @param settings `photos`: paths; one that stands there several times is drawn as often
   * @param last the last iteration of the run: nothing is prepared beyond it
   */
  constructor(
    settings: BatchSettings,
    private readonly last: number,
  ) {
    const {
      photos,
      batch,
      size,
      photoScale,
      seed,
      photoOrder,
      unusable = new Map<string, string>(),
    } = settings;
    this.photos = photos;
    // On two processors the training needs the other one; with more, two threads hold a cache of photos each.
    const maxThreads = Math.max(1, Math.min(2, availableParallelism() - 1));
    const cacheBytes = photoCache(availableMemory(), maxThreads);
    const settingsOfThread: ThreadSettings = {
      photos,
      least: LEAST,
      batch,
      size,
      photoScale,
      seed,
      photoOrder,
      unusable,
      cacheBytes,
    };
    this.pool = new Piscina({
      filename: bundled('batch-worker'),
      workerData: settingsOfThread,
      maxThreads,
    });
  }

  /**
   * Looks at each photo, so that most that cannot be used are named before the first iteration.
   * @param problemOf what is wrong with a photo, in words; by its first bytes, where nobody knows better
   * @throws UsageError where none is left
   */
  async look(problemOf = (path: string) => photoProblem(path, LEAST)): Promise<void> {
    const paths = [...new Set(this.photos)];
    const problems = new Map<string, string>();
    for (let i = 0; i < paths.length; i += LOOKS)
      await Promise.all(
        paths.slice(i, i + LOOKS).map(async (path) => {
          const problem = await problemOf(path);
          if (problem !== undefined) problems.set(path, problem);
        }),
      );
    const [first] = problems;
    if (first && problems.size === paths.length)
      throw new UsageError(`${first[1]}; none of the ${paths.length} photos can be used to train on`, {
        why: [{ kind: 'noneUsable', count: paths.length, path: first[0] }],
      });
    for (const [path, problem] of problems) this.name(path, problem);
  }

  /** batch × size × size × 3 values, RGB 0..1. @throws UsageError where hardly a photo can be used */
  async get(iteration: number): Promise<Float32Array> {
    for (let i = iteration; i <= Math.min(iteration + AHEAD, this.last); i++)
      if (!this.ahead.has(i)) {
        const batch = this.pool.run(i);
        batch.catch(() => undefined); // whoever asks for this iteration is told
        this.ahead.set(i, batch);
      }
    const batch = this.ahead.get(iteration)!;
    this.ahead.delete(iteration);
    const result = await batch;
    if ('problem' in result) throw new UsageError(result.problem, result.why && { why: result.why });
    for (const [path, problem] of result.problems) this.name(path, problem);
    return result.crops;
  }

  private name(path: string, problem: string): void {
    if (!this.named.has(path)) warn(`${problem}; passed over`);
    this.named.add(path);
  }

  async close(): Promise<void> {
    // A thread that is ended in the middle of its answer takes the process along.
    await Promise.allSettled(this.ahead.values());
    await this.pool.destroy();
  }
}
