import { FilmWork, LostFilmError, workQueue } from '@atelier/db';
import { UsageError } from '../errors.ts';
import { paintFilmOn } from './film.ts';
import type { Worker } from './worker.ts';

/** The film was not finished here: the queue hands it out again. */
class FilmGivenBackError extends Error {}

/** Takes films from the queue, one at a time, and paints them. */
export async function startFilmWorker(log: (line: string) => void = console.log): Promise<Worker> {
  const stopping = new AbortController();
  const queue = await workQueue('film', async (id, jobId, lost) => {
    if (stopping.signal.aborted) throw new FilmGivenBackError('the worker stops');
    const taken = await FilmWork.take(id, jobId);
    if (!taken) return;
    const { work, film } = taken;
    const name = `Film ${id} (${film.name} in ${film.styleTitle})`;
    log(`${name}: taken after ${film.done} frames`);
    const signal = AbortSignal.any([stopping.signal, lost]);
    try {
      await paintFilmOn(work, film, signal);
      log(`${name}: painted`);
    } catch (error) {
      if (error instanceof LostFilmError) return log(`${name}: ${error.message}`);
      if (signal.aborted) throw new FilmGivenBackError('given back', { cause: error });
      log(`${name}: ${error instanceof Error ? error.message : String(error)}`);
      if (!(error instanceof UsageError)) throw error;
      await work.fail(error.message);
    }
  });
  return {
    stop: async () => {
      stopping.abort();
      await queue.stop();
    },
  };
}
