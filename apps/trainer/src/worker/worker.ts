import { hostname } from 'node:os';
import { Hold, LostRunError, passOn, photosOf, workerId } from '@atelier/db';
import { log as logger } from '@atelier/log';
import { bundled } from '../env.ts';
import { hasPhotos } from './photo-folders.ts';
import { GivenBackError, startQueueWorker, waitForSpace, type Worker } from './queue-worker.ts';
import { type Surroundings, train } from './training-child.ts';

/** Takes runs from the queue, one at a time, and trains each in a process of its own; stopped, after the iteration under way. */
export async function startWorker({
  script = bundled('training'),
  haltMs,
  log = (line) => logger.info(line),
}: Partial<Pick<Surroundings, 'script' | 'haltMs' | 'log'>> = {}): Promise<Worker> {
  const id = workerId();
  const worker = await startQueueWorker('train', async (runId, jobId, signals) => {
    const elsewhere = await photosElsewhere(runId);
    if (elsewhere) return passOn(runId, jobId, elsewhere);
    const hold = await Hold.take(runId, jobId, id);
    if (!hold) return;
    try {
      await workOn(hold, { script, haltMs, log, ...signals });
    } catch (error) {
      log(`Run ${runId}: ${error instanceof Error ? error.message : String(error)}`);
      if (!(error instanceof LostRunError)) throw error;
    }
  });
  log(`Worker ${id} waits for runs`);
  return worker;
}

/** Where the photos of a run are, if another machine has them and this one has not. */
async function photosElsewhere(runId: string) {
  const [photos, here] = [await photosOf(runId), hostname()];
  if (!photos || photos.host === here || hasPhotos(photos.name)) return undefined;
  return { name: photos.name, there: photos.host, here };
}

/** Trains a run until it ends or has to be let go. Throws GivenBackError if the queue shall hand it out again. */
async function workOn(hold: Hold, surroundings: Surroundings): Promise<void> {
  const run = await hold.read();
  const { log, stopping, lost } = surroundings;
  const name = `Run ${run.id} (${run.styleTitle})`;
  log(`${name}: taken after iteration ${run.state?.iteration ?? 0}`);
  const outcome = (await hold.renew()) === 'running' ? await train(hold, run, surroundings) : 'halted';
  if (outcome === 'finished' || outcome === 'failed') return log(`${name}: ${outcome}`);
  if (outcome === 'noSpace') {
    const signal = AbortSignal.any([stopping, lost]);
    const say = (line: unknown) => log(`${name}: ${String(line)}`);
    await waitForSpace({ signal, say, tell: () => hold.wait('worker') })
      .wait(new Error('no space left on a disk of this worker'))
      .catch(say); // it is to be let go before there is some
  }
  const status = await hold.release(outcome);
  if (status === 'queued') throw new GivenBackError(`${outcome} and given back`);
  log(`${name}: ${status}`);
}
