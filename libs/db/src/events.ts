import type { TrainingEvent } from '@atelier/model/events';
import { checkpointInfo, type CheckpointInfo, current } from './checkpoints.ts';
import { changes } from './changes.ts';
import { db } from './database.ts';
import type { ImageInfo } from './images.ts';
import { listMetrics } from './metrics.ts';
import type { Viewer } from './owner.ts';
import { getRun, type Run } from './runs.ts';
import { listSamples, type Sample } from './samples.ts';

/** What a run's page needs to hear: what the training told, with pictures and weights by their names, and of the run itself. */
export type RunEvent =
  | TrainingEvent<ImageInfo, CheckpointInfo>
  | { type: 'run'; run: Run }
  /** The run is gone, or was never the viewer's; nothing comes after this. */
  | { type: 'deleted' };

/**
 * A run as it is now, then every change, until `signal` aborts (then it returns) or the run is deleted. Events that are
 * there at once come together; steps, samples and checkpoints in order, each once.
 * `after`: steps and samples up to this iteration are known already. Throws if the database connection is lost.
 */
export async function* runEvents(
  runId: string,
  viewer: Viewer,
  signal: AbortSignal,
  { after = 0 }: { after?: number } = {},
): AsyncGenerator<RunEvent[]> {
  const known = { step: after, sample: after, samples: new Set<string>(), checkpoints: new Set<string>() };
  for await (const changed of changes(signal)) {
    if (changed !== undefined && changed !== runId) continue;
    const run = await getRun(runId, viewer);
    if (!run) return void (yield [{ type: 'deleted' }]);
    const steps = await listMetrics(runId, { after: known.step });
    known.step = steps.at(-1)?.iteration ?? known.step;
    // The samples of one iteration come one by one.
    const keyOf = ({ iteration, index }: Sample) => `${iteration} ${index}`;
    const latest = await listSamples(runId, { after: Math.max(after, known.sample - 1) });
    const samples = latest.filter((sample) => !known.samples.has(keyOf(sample)));
    known.sample = latest.at(-1)?.iteration ?? known.sample;
    known.samples = new Set(latest.map(keyOf));
    const checkpoints = await db().checkpoint.findMany({
      where: { runId, ...current, id: { notIn: [...known.checkpoints] } },
      ...checkpointInfo,
      orderBy: { iteration: 'asc' },
    });
    for (const { id } of checkpoints) known.checkpoints.add(id);
    yield [
      { type: 'run', run },
      ...steps.map((step) => ({ type: 'step' as const, ...step })),
      ...samples.map((sample) => ({ type: 'sample' as const, ...sample })),
      ...checkpoints.map((checkpoint) => ({
        type: 'checkpoint' as const,
        iteration: checkpoint.iteration,
        checkpoint,
      })),
    ];
  }
}
