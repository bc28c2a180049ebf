import { db } from './database.ts';
import type { Metric as Row } from './generated/client.ts';

/** The weighted terms of the training loss and their sum. */
export interface Losses {
  content: number;
  style: number;
  totalVariation: number;
  palette: number;
  range: number;
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
    orderBy: { iteration: 'asc' },
  });
  const every = most ? Math.ceil(rows.length / most) : 1;
  return rows.filter((_, i) => (rows.length - 1 - i) % every === 0).map(fromRow);
}

function fromRow(row: Row): Metric {
  return {
    iteration: row.iteration,
    losses: {
      content: row.content,
      style: row.style,
      totalVariation: row.totalVariation,
      palette: row.palette,
      range: row.range,
      total: row.total,
    },
    means: {
      content: row.meanContent,
      style: row.meanStyle,
      totalVariation: row.meanTotalVariation,
      palette: row.meanPalette,
      range: row.meanRange,
      total: row.meanTotal,
    },
    seconds: row.seconds,
    waiting: row.waiting,
  };
}

export function toRow(runId: string, { iteration, losses, means, seconds, waiting }: Metric): Row {
  return {
    runId,
    iteration,
    ...losses,
    meanContent: means.content,
    meanStyle: means.style,
    meanTotalVariation: means.totalVariation,
    meanPalette: means.palette,
    meanRange: means.range,
    meanTotal: means.total,
    seconds,
    waiting,
  };
}
