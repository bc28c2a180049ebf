import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { trainingConfig } from '@atelier/model';
import type { Rgb } from '@atelier/stylize';
import { openEngine } from '../engine/engine.ts';
import { env } from '../env.ts';
import { encodeJpeg } from '../files/photo.ts';
import { openRun } from '../training/run.ts';

/** Of the photos that are made: so many differ, the others are the same ones under other names. */
const [DIFFERENT, WIDTH, HEIGHT] = [64, 96, 72];
/** Files in one folder. */
const TOGETHER = 1000;
/** Files that are written at once. */
const AT_ONCE = 50;

export interface FirstIteration {
  photos: number;
  /** Until the first iteration is computed: nothing is known of the photos, and what is known was kept. */
  cold_seconds: number;
  warm_seconds: number;
}

/** How long it takes to start a run on so many small photos, which are made for it, twice. The engine is up already. */
export async function benchFirstIteration(photos: number): Promise<FirstIteration> {
  await openEngine();
  const folder = await mkdtemp(join(tmpdir(), 'atelier-photos-'));
  const cache = env.ATELIER_CACHE;
  try {
    await makePhotos(join(folder, 'photos'), photos);
    env.ATELIER_CACHE = join(folder, 'cache');
    const cold = await start(join(folder, 'photos'));
    return { photos, cold_seconds: cold, warm_seconds: await start(join(folder, 'photos')) };
  } finally {
    env.ATELIER_CACHE = cache;
    await rm(folder, { recursive: true });
  }
}

async function makePhotos(folder: string, count: number): Promise<void> {
  const files = await Promise.all(Array.from({ length: DIFFERENT }, (_, k) => encodeJpeg(photo(k))));
  for (let k = 0; k < count; k += AT_ONCE) {
    const within = join(folder, String(Math.floor(k / TOGETHER)));
    await mkdir(within, { recursive: true });
    const some = Array.from({ length: Math.min(AT_ONCE, count - k) }, (_, j) => k + j);
    await Promise.all(some.map((n) => writeFile(join(within, `${n}.jpg`), files[n % DIFFERENT]!)));
  }
}

function photo(k: number): Rgb {
  const value = (i: number) => {
    const [x, y] = [Math.floor(i / 3) % WIDTH, Math.floor(i / 3 / WIDTH)];
    return 128 + 100 * Math.sin((x * (1 + (k % 5)) + y * (1 + (k % 7))) / 19 + k + (i % 3));
  };
  return { width: WIDTH, height: HEIGHT, data: Uint8Array.from({ length: 3 * WIDTH * HEIGHT }, (_, i) => value(i)) }; // prettier-ignore
}

/** The seconds until a run's first iteration. */
async function start(folder: string): Promise<number> {
  const stop = new AbortController();
  const begun = performance.now();
  const config = trainingConfig({
    ...{ width: 8, size: 64, batch: 4, styleSize: 64 },
    iterations: 10,
    logEvery: 1,
  });
  const { events } = await openRun({
    config,
    style: await encodeJpeg(photo(1)),
    content: [folder],
    signal: stop.signal,
  });
  let seconds = NaN;
  for await (const event of events) {
    if (event.type !== 'step') continue;
    seconds = (performance.now() - begun) / 1000;
    stop.abort();
  }
  return seconds;
}
