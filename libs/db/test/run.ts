import { beforeAll } from 'vitest';
import { db } from '../src/database.ts';
import { createRun, Hold, type Run, type Style } from '../src/index.ts';
import { image } from './image.ts';
import { createStyle } from './style.ts';

/** A style that is made before the tests, and runs of it. */
export function useRuns() {
  let style: Style;
  beforeAll(async () => {
    style = await createStyle({ title: 'Style', file: image('style') });
  });
  return {
    style: () => style,
    newRun: () => createRun({ styleId: style.id, config: { iterations: 20 }, iterations: 20 }),
  };
}

/** What runs of the tests were started with. */
export const origin = { lossNetworkSha256: 'loss network', photosSha256: 'photos', photoCount: 2 };

/** The job that stands for a run, as the queue would hand it out. */
export const jobOf = async (id: string) => (await db().run.findUniqueOrThrow({ where: { id } })).jobId!;

/** A worker's hold on a run that waits. */
export const take = async (run: Run, worker = 'worker') =>
  (await Hold.take(run.id, await jobOf(run.id), worker))!;
