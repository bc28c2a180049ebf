import { db } from '../database.ts';
import { LostError } from '../queue/queue.ts';
import type { Why } from '../queue/why.ts';
import { columnsOf, type Seen, UNDER_WAY } from './datasets.ts';

/** The fetching was stopped, or given to another worker. */
export class LostDatasetError extends LostError {}

/** So often a dataset is taken without getting anywhere before it is given up: each time its process ended without a word. */
const MOST_ATTEMPTS = 4;

/** What a worker needs to fetch photos. */
export interface TakenDataset {
  name: string;
  order: unknown;
}

/** A worker's hold on a dataset that is being fetched. Whatever it writes is written only while it is still its own. */
export class DatasetWork {
  private constructor(
    private readonly name: string,
    private readonly jobId: string,
    /** The most photos that were there when somebody worked on it before. */
    private readonly before: number,
  ) {}

  /** Takes a dataset for the job that stands for it; null where that does not stand for it any more, or it has failed too often. */
  static async take(
    name: string,
    jobId: string,
    host: string,
  ): Promise<{ work: DatasetWork; dataset: TakenDataset } | null> {
    const where = { name, jobId, status: { in: UNDER_WAY } };
    const [row] = await db().dataset.updateManyAndReturn({
      where,
      data: { status: 'fetching', host, attempts: { increment: 1 } },
      select: { attempts: true, order: true, photos: true },
    });
    if (!row) return null;
    const { attempts, order, photos } = row;
    const work = new DatasetWork(name, jobId, photos);
    if (attempts <= MOST_ATTEMPTS) return { work, dataset: { name, order } };
    const failure = `it broke off ${MOST_ATTEMPTS} times`;
    const failureWhy = [{ kind: 'fetchBrokeOff', times: MOST_ATTEMPTS }] satisfies Why[];
    await work.write({ status: 'failed', jobId: null, failure, failureWhy });
    return null;
  }

  /** Says how many photos are there. @throws LostDatasetError */
  async report(photos: number): Promise<void> {
    await this.write({ status: 'fetching', photos, ...(photos > this.before && { attempts: 0 }) });
  }

  /** There is no space; it is tried again. @throws LostDatasetError */
  wait(): Promise<void> {
    return this.write({ status: 'waiting' });
  }

  /** All that was wanted is there, or all that there was. @throws LostDatasetError */
  finish(seen: Seen, passedOver: number): Promise<void> {
    return this.write({ status: 'there', jobId: null, passedOver, ...columnsOf(seen) });
  }

  /**
   * It cannot be fetched: why stays, and what has come.
   * @param failureWhy what `failure` says, where there are words for it in each language
   * @throws LostDatasetError
   */
  fail(failure: string, seen: Seen, failureWhy?: Why[]): Promise<void> {
    const reason = { failure, ...(failureWhy && { failureWhy }) };
    return this.write({ status: 'failed', jobId: null, ...reason, ...columnsOf(seen) });
  }

  private async write(
    data: Parameters<ReturnType<typeof db>['dataset']['updateMany']>[0]['data'],
  ): Promise<void> {
    const { name, jobId } = this;
    const { count } = await db().dataset.updateMany({
      where: { name, jobId, status: { in: UNDER_WAY } },
      data,
    });
    if (count === 0)
      throw new LostDatasetError(`the fetching of ${name} was stopped, or given to another worker`);
  }
}
