import { FilmWork, isNoSpace, LostFilmError } from '@atelier/db';
import { log as logger } from '@atelier/log';
import { UsageError } from '../errors.ts';
import { persist } from '../training/persist.ts';
import { paintFilmOn } from './film.ts';
import { GivenBackError, startQueueWorker, waitForSpace, type Worker } from './queue-worker.ts';

/** Takes films from the queue, one at a time, and paints them. */
export async function startFilmWorker(
  log: (line: string) => void = (line) => logger.info(line),
): Promise<Worker> {
  return startQueueWorker('film', async (id, jobId, { stopping, lost }) => {
    const taken = await FilmWork.take(id, jobId);
    if (!taken) return;
    const { work, film } = taken;
    const name = `Film ${id} (${film.name} in ${film.styleTitle})`;
    log(`${name}: taken after ${film.done} frames`);
    const signal = AbortSignal.any([stopping, lost]);
    const say = (line: unknown) => log(`${name}: ${String(line)}`);
    const patience = waitForSpace({ signal, say, tell: () => work.wait('no space left on a disk') });
    try {
      await paintFilmOn(work, film, signal, patience);
      say('painted');
    } catch (error) {
      if (error instanceof LostFilmError) return say(error.message);
      // A disk of this worker's own that is full: the database keeps what is painted.
      const noSpace = !signal.aborted && isNoSpace(error);
      if (noSpace) await patience.wait(error).catch(say); // it is to be let go before there is some
      if (stopping.aborted || noSpace) await persist(() => work.release());
      if (signal.aborted || noSpace) throw new GivenBackError('given back', { cause: error });
      say(error instanceof Error ? error.message : String(error));
      if (!(error instanceof UsageError)) throw error;
      await persist(() => work.fail(error.message, error.why), patience);
    }
  });
}
