import type { Run } from '../src/index.ts';
import { Hold } from '../src/index.ts';
import { db } from '../src/database.ts';

/** What runs of the tests were started with. */
export const origin = { lossNetworkSha256: 'loss network', photosSha256: 'photos', photoCount: 2 };

/** The job that stands for a run, as the queue would hand it out. */
export const jobOf = async (id: string) => (await db().run.findUniqueOrThrow({ where: { id } })).jobId!;

/** A worker's hold on a run that waits. */
export const take = async (run: Run, worker = 'worker') =>
  (await Hold.take(run.id, await jobOf(run.id), worker))!;
