import { FilmWork, LostFilmError } from '@atelier/db';
import { UsageError } from '../errors.ts';
import { paintFilmOn } from './film.ts';
import { GivenBackError, startQueueWorker, type Worker } from './queue-worker.ts';

/** Takes films from the queue, one at a time, and paints them. */
export async function startFilmWorker(log: (line: string) => void = console.log): Promise<Worker> {
  return startQueueWorker('film', async (id, jobId, { stopping, lost }) => {
    const taken = await FilmWork.take(id, jobId);
    if (!taken) return;
    const { work, film } = taken;
    const name = `Film ${id} (${film.name} in ${film.styleTitle})`;
    log(`${name}: taken after ${film.done} frames`);
    const signal = AbortSignal.any([stopping, lost]);
    try {
      await paintFilmOn(work, film, signal);
      log(`${name}: painted`);
    } catch (error) {
      if (error instanceof LostFilmError) return log(`${name}: ${error.message}`);
      if (signal.aborted) throw new GivenBackError('given back', { cause: error });
      log(`${name}: ${error instanceof Error ? error.message : String(error)}`);
      if (!(error instanceof UsageError)) throw error;
      await work.fail(error.message);
    }
  });
}
