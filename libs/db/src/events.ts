import { checkpointInfo, current, type CheckpointInfo } from './checkpoints.ts';
import { changes } from './changes.ts';
import { db } from './database.ts';
import { listMetrics, type Metric } from './metrics.ts';
import { getRun, type Run } from './runs.ts';
import { listSamples, type Sample } from './samples.ts';

/** What a run's page needs to hear. Metrics, samples and checkpoints come in order, each once. */
export type RunEvent =
  | { type: 'run'; run: Run }
  | { type: 'metrics'; metrics: Metric[] }
  | { type: 'samples'; samples: Sample[] }
  | { type: 'checkpoints'; checkpoints: CheckpointInfo[] }
  /** The run is gone; nothing comes after this. */
  | { type: 'deleted' };

/**
 * A run as it is now, then every change, until `signal` aborts (then it returns) or the run is deleted.
 * `after`: metrics and samples up to this iteration are known already. Throws if the database connection is lost.
 */
export async function* runEvents(
  runId: string,
  signal: AbortSignal,
  { after = 0 }: { after?: number } = {},
): AsyncGenerator<RunEvent> {
  const known = { metric: after, sample: after, samples: new Set<string>(), checkpoints: new Set<string>() };
  for await (const changed of changes(signal)) {
    if (changed !== undefined && changed !== runId) continue;
    const run = await getRun(runId);
    if (!run) return void (yield { type: 'deleted' });
    yield { type: 'run', run };
    const metrics = await listMetrics(runId, { after: known.metric });
    if (metrics.length) yield { type: 'metrics', metrics };
    known.metric = metrics.at(-1)?.iteration ?? known.metric;
    // The samples of one iteration come one by one.
    const keyOf = ({ iteration, index }: Sample) => `${iteration} ${index}`;
    const latest = await listSamples(runId, { after: Math.max(after, known.sample - 1) });
    const samples = latest.filter((sample) => !known.samples.has(keyOf(sample)));
    if (samples.length) yield { type: 'samples', samples };
    known.sample = latest.at(-1)?.iteration ?? known.sample;
    known.samples = new Set(latest.map(keyOf));
    const checkpoints = await db().checkpoint.findMany({
      where: { runId, ...current, id: { notIn: [...known.checkpoints] } },
      ...checkpointInfo,
      orderBy: { iteration: 'asc' },
    });
    if (checkpoints.length) yield { type: 'checkpoints', checkpoints };
    for (const { id } of checkpoints) known.checkpoints.add(id);
  }
}
