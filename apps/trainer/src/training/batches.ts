import { availableParallelism } from 'node:os';
import { Piscina } from 'piscina';
import { UsageError } from '../errors.ts';

/** What the worker thread needs to know of a run, once. */
export interface BatchSettings {
  photos: string[];
  batch: number;
  size: number;
  /** The photos' short side in crops. */
  photoScale: number;
  seed: number;
}

/** A photo that cannot be read, in words: errors lose their class on the way between threads. */
export interface Problem {
  problem: string;
}

const AHEAD = 4;

/**
 * The photos of each iteration, decoded, cropped and mirrored ahead of time in a worker thread. What an iteration sees
 * depends on the seed and its number alone.
 */
export class Batches {
  private readonly pool: Piscina<number, Float32Array | Problem>;
  private readonly ahead = new Map<number, Promise<Float32Array | Problem>>();

  /**
   * @param settings `photos`: paths; one that stands there several times is drawn as often
   * @param last the last iteration of the run: nothing is prepared beyond it
   */
  constructor(
    settings: BatchSettings,
    private readonly last: number,
  ) {
    const { photos, batch, size, photoScale, seed } = settings;
    this.pool = new Piscina({
      filename: new URL('./batch-thread.mjs', import.meta.url).href,
      workerData: { photos, batch, size, photoScale, seed },
      // On two processors the training needs the other one; with more, two threads hold a cache of photos each.
      maxThreads: Math.max(1, Math.min(2, availableParallelism() - 1)),
    });
  }

  /** batch × size × size × 3 values, RGB 0..1. @throws UsageError where a photo cannot be read */
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
    if ('problem' in result) throw new UsageError(result.problem);
    return result;
  }

  async close(): Promise<void> {
    await this.pool.destroy();
  }
}
