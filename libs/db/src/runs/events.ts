import type { TrainingEvent } from '@atelier/model/events';
import { checkpointInfo, type CheckpointInfo, current } from '../styles/checkpoints.ts';
import { db } from '../database.ts';
import type { ImageInfo } from '../images.ts';
import { listMetrics } from './metrics.ts';
import type { Viewer } from '../owner.ts';
import { readTogether } from './reading.ts';
import { getRun, listRuns, ownsRun, type Run } from './runs.ts';
import { listSamples } from './samples.ts';

/** What a run's page needs to hear: what the training told, with pictures and weights by their names, and of the run itself. */
export type RunEvent =
  | TrainingEvent<ImageInfo, CheckpointInfo>
  | { type: 'run'; run: Run }
  /** The run is gone, or was never the viewer's; nothing comes after this. */
  | { type: 'deleted' };

/** What a page has been told. Steps and samples up to `after` it knew before. */
interface Known {
  after: number;
  step: number;
  sample: number;
  samples: Set<string>;
  checkpoints: Set<string>;
}

const knownUpTo = (after: number): Known => ({
  ...{ after, step: after, sample: after },
  ...{ samples: new Set(), checkpoints: new Set() },
});

/**
 * A run as it is now, then every change, until `signal` aborts (then it returns) or the run is deleted. Events that are
 * there at once come together; steps, samples and checkpoints in order, each once. What changes is read once for all of a
 * viewer's pages.
 * `after`: steps and samples up to this iteration are known already. Throws if the database connection is lost.
 */
export async function* runEvents(
  runId: string,
  viewer: Viewer,
  signal: AbortSignal,
  { after = 0 }: { after?: number } = {},
): AsyncGenerator<RunEvent[]> {
  const [known, read] = [knownUpTo(after), knownUpTo(after)];
  const next = async (changed: string) =>
    changed === runId ? newOf(await readRun(runId, viewer, read), read) : undefined;
  for await (const told of readTogether(`run ${runId} of ${String(viewer)}`, next, signal)) {
    const events = newOf(told ?? (await readRun(runId, viewer, known)), known);
    yield events;
    if (events.some(({ type }) => type === 'deleted')) return;
  }
}

/** All runs of the viewer's as they are now, and again whenever one of them changes, until `signal` aborts. */
export async function* runLists(viewer: Viewer, signal: AbortSignal): AsyncGenerator<Run[]> {
  const next = async (changed: string) => ((await ownsRun(changed, viewer)) ? listRuns(viewer) : undefined);
  for await (const runs of readTogether(`runs of ${String(viewer)}`, next, signal))
    yield runs ?? (await listRuns(viewer));
}

/** A run as it is now with all that is not known of it, and perhaps some that is. */
async function readRun(runId: string, viewer: Viewer, known: Known): Promise<RunEvent[]> {
  const run = await getRun(runId, viewer);
  if (!run) return [{ type: 'deleted' }];
  const steps = await listMetrics(runId, { after: known.step });
  // The samples of one iteration come one by one.
  const samples = await listSamples(runId, { after: Math.max(known.after, known.sample - 1) });
  const checkpoints = await db().checkpoint.findMany({
    where: { runId, ...current, id: { notIn: [...known.checkpoints] } },
    ...checkpointInfo,
    orderBy: { iteration: 'asc' },
  });
  return [
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

/** Those of the events that are not known, which are known from now on. */
const newOf = (events: RunEvent[], known: Known) => events.filter((event) => isNew(event, known));

function isNew(event: RunEvent, known: Known): boolean {
  if (event.type === 'step') {
    if (event.iteration <= known.step) return false;
    known.step = event.iteration;
  } else if (event.type === 'sample') {
    if (event.iteration <= known.after) return false;
    known.sample = Math.max(known.sample, event.iteration);
    return added(known.samples, `${event.iteration} ${event.index}`);
  } else if (event.type === 'checkpoint') return added(known.checkpoints, event.checkpoint.id);
  return true;
}

/** Whether it was not there. */
const added = (all: Set<string>, one: string) => !all.has(one) && Boolean(all.add(one));
