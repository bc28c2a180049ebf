import { hostname } from 'node:os';
import { join } from 'node:path';
import { DatasetWork, isNoSpace, LostDatasetError, putDataset, type TakenDataset } from '@atelier/db';
import { log as logger } from '@atelier/log';
import { datasetNameSchema, datasetOrderSchema } from '@atelier/model/dataset-order';
import type { Fetched } from '../datasets/fetch.ts';
import { datasetsFolder, fetchOrdered } from '../datasets/order.ts';
import { UsageError } from '../errors.ts';
import type { Patience } from '../training/persist.ts';
import { lookAt } from './photo-folders.ts';
import { GivenBackError, startQueueWorker, waitForSpace, type Worker } from './queue-worker.ts';

/** Milliseconds between two tellings of how far it is, at which it is noticed that somebody stopped it. */
const TELL = 1_000;

/** Takes datasets from the queue, one at a time, and fetches their photos into this machine's data folder. */
export function startDatasetWorker(
  log: (line: string) => void = (line) => logger.info(line),
): Promise<Worker> {
  const host = hostname();
  return startQueueWorker('dataset', async (id, jobId, { stopping, lost }) => {
    const taken = await DatasetWork.take(id, jobId, host);
    if (!taken) return;
    const { work, dataset } = taken;
    const say = (line: string) => log(`Photos ${dataset.name}: ${line}`);
    say('taken');
    const folder = join(datasetsFolder, datasetNameSchema.parse(dataset.name));
    const signal = AbortSignal.any([stopping, lost]);
    const patience = waitForSpace({ signal, say, tell: () => work.wait() });
    try {
      const fetching = { folder, signal, say };
      const { there, passedOver } = await withSpace(
        () => fetchTold(work, dataset, fetching),
        signal,
        patience,
      );
      const seen = await lookAt(folder);
      await withSpace(() => work.finish(seen, passedOver), signal, patience);
      say(`${there} are there`);
    } catch (error) {
      if (error instanceof LostDatasetError) {
        await putDataset({ name: dataset.name, kind: 'fetched', host }, await lookAt(folder));
        return say(error.message);
      }
      if (signal.aborted) throw new GivenBackError('given back', { cause: error });
      say(error instanceof Error ? error.message : String(error));
      if (!(error instanceof UsageError)) throw error;
      await work.fail(error.message, await lookAt(folder), error.why);
    }
  });
}

interface Fetching {
  folder: string;
  signal: AbortSignal;
  say: (line: string) => void;
}

/** Does something again for as long as a disk is full, this machine's or the database's. @throws LostDatasetError where somebody stopped it */
async function withSpace<Result>(
  what: () => Promise<Result>,
  signal: AbortSignal,
  patience: Patience,
): Promise<Result> {
  for (;;)
    try {
      return await what();
    } catch (error) {
      if (!isNoSpace(error) || signal.aborted) throw error;
      await patience.wait(error);
    }
}

/** Fetches, and tells the studio how far it is, until all is there. @throws LostDatasetError where somebody stopped it */
async function fetchTold(
  work: DatasetWork,
  { order }: TakenDataset,
  { folder, signal, say }: Fetching,
): Promise<Fetched> {
  const parsed = datasetOrderSchema.safeParse(order);
  if (!parsed.success)
    throw new UsageError('this is no order to fetch photos: it is of another version', {
      why: [{ kind: 'otherVersion' }],
    });
  const { source, ...settings } = parsed.data;
  const leave = new AbortController();
  let photos = 0;
  const telling = setInterval(() => {
    work.report(photos).catch((error: unknown) => {
      // A database that is away for a moment is told the next time.
      if (error instanceof LostDatasetError) leave.abort(error);
      else say(`could not be told: ${String(error)}`);
    });
  }, TELL);
  try {
    const fetched = await fetchOrdered(
      { ...settings, sources: [source], folder },
      {
        ...{ signal: AbortSignal.any([signal, leave.signal]), tell: say },
        onProgress: (kept) => (photos = kept),
      },
    );
    leave.signal.throwIfAborted();
    signal.throwIfAborted();
    if (fetched.there === 0)
      throw new UsageError('there was no photo to fetch', { why: [{ kind: 'noPhotoThere' }] });
    return fetched;
  } finally {
    clearInterval(telling);
  }
}
