import type { Metric } from '@atelier/model/events';
import { db } from '../database.ts';

export type { Metric };

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
