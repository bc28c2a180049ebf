import { db } from './database.ts';

/** The weighted terms of the training loss by name, in the objective's order, and last their sum. */
export interface Losses {
  [term: string]: number;
  total: number;
}

export interface Metric {
  iteration: number;
  losses: Losses;
  /** Means over all iterations of the run so far */
  means: Losses;
  /** Seconds per iteration, and the part of it spent waiting for photos */
  seconds: number;
  waiting: number;
}

/** The metrics of a run after an iteration, in order; thinned evenly to at most `most`, the last one always kept. */
export async function listMetrics(
  runId: string,
  { after = 0, most }: { after?: number; most?: number } = {},
): Promise<Metric[]> {
  const rows = await db().metric.findMany({
    where: { runId, iteration: { gt: after } },
    omit: { runId: true },
    orderBy: { iteration: 'asc' },
  });
  const every = most ? Math.ceil(rows.length / most) : 1;
  return rows.filter((_, i) => (rows.length - 1 - i) % every === 0) as ((typeof rows)[number] & Metric)[];
}
