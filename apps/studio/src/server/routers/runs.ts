import {
  continueRun,
  STATE_DAYS,
  discard,
  getRun,
  listCheckpoints,
  listMetrics,
  listRuns,
  listSamples,
  type Owner,
  runEvents,
  runLists,
  setDesiredState,
} from '@atelier/db';
import { trainingConfigSchema } from '@atelier/model/config';
import { z } from 'zod';
import { trainingOrderSchema } from '../../contracts/training-order.ts';
import { procedure, refuse, router } from '../api.ts';
import { found } from '../found.ts';
import { fetchVgg } from '../loss-network.ts';
import { measureSpeed } from '../measurement.ts';
import { startRun, UnknownPhotosError } from '../training.ts';

const byId = z.object({ id: z.string() });
/** A curve needs no more points than a wide screen has pixels. */
const MOST_METRICS = 1500;

async function viewRun(id: string, ownerId: Owner) {
  const run = found(await getRun(id, ownerId), 'training run');
  // Before the metrics: what a page is told later begins at its newest sample, so it must know every metric up to there.
  const samples = await listSamples(id);
  const [metrics, checkpoints] = await Promise.all([
    listMetrics(id, { most: MOST_METRICS }),
    listCheckpoints(run.style.id, ownerId),
  ]);
  return { run, metrics, samples, checkpoints: checkpoints.filter(({ runId }) => runId === id) };
}

export const runs = router({
  list: procedure.query(({ ctx: { viewer } }) => listRuns(viewer.ownerId)),
  /** A run with all that its page shows. */
  view: procedure.input(byId).query(({ ctx: { viewer }, input }) => viewRun(input.id, viewer.ownerId)),
  start: procedure
    .input(trainingOrderSchema.extend({ styleId: z.string() }))
    .mutation(({ ctx: { viewer }, input: { styleId, ...order } }) =>
      startRun(viewer.ownerId, styleId, order).catch((cause: unknown) => {
        if (!(cause instanceof UnknownPhotosError)) throw cause;
        throw refuse('PRECONDITION_FAILED', cause.reason, cause.message);
      }),
    ),
  /** How fast this machine trains such a network; takes some seconds. */
  measure: procedure
    .input(trainingConfigSchema.pick({ width: true, lossNetwork: true, size: true, batch: true }))
    .mutation(({ input, signal }) => measureSpeed(input, signal)),
  /** Gets the loss network that sees strokes, from where it is published; takes seconds to minutes. */
  fetchVgg: procedure.mutation(fetchVgg),
  setDesired: procedure
    .input(byId.extend({ desired: z.enum(['running', 'paused', 'stopped']) }))
    .mutation(async ({ ctx: { viewer }, input }) => {
      const run = await setDesiredState(input.id, input.desired, viewer.ownerId);
      if (run) return run;
      throw refuse('CONFLICT', { kind: 'runOver' }, 'the run is over, or has been deleted');
    }),
  /** A finished run goes on, to so many iterations in all. */
  goOn: procedure
    .input(byId.extend({ iterations: trainingConfigSchema.shape.iterations }))
    .mutation(async ({ ctx: { viewer }, input }) => {
      const run = await continueRun(input.id, input.iterations, viewer.ownerId);
      if (run) return run;
      const [{ iterations }, days] = [input, STATE_DAYS.finished];
      throw refuse(
        'CONFLICT',
        { kind: 'noFurther', iterations, days },
        `the run is not finished, has got to ${iterations} iterations, or was finished more than ${days} days ago`,
      );
    }),
  delete: procedure.input(byId).mutation(async ({ ctx: { viewer }, input }) => {
    found((await discard('run', input.id, viewer.ownerId)) || null, 'training run');
  }),
  /** All one's runs now, and again whenever one of them changes. */
  watchAll: procedure.subscription(async function* ({ ctx: { viewer }, signal }) {
    for await (const runs of runLists(viewer.ownerId, signal ?? new AbortController().signal)) yield { runs };
  }),
  /** One run now, and everything about it as it happens; metrics and samples up to `after` are known. */
  watch: procedure
    .input(byId.extend({ after: z.number().int().min(0).default(0) }))
    .subscription(async function* ({ ctx: { viewer }, input: { id, after }, signal }) {
      yield* runEvents(id, viewer.ownerId, signal ?? new AbortController().signal, { after });
    }),
});
