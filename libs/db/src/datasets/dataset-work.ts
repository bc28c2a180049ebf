import { db, type Transaction } from '../database.ts';
import type { Prisma } from '../generated/client.ts';
import { MOST_ATTEMPTS, QueueHold } from '../queue/hold.ts';
import { LostError } from '../queue/queue.ts';
import type { Why } from '../queue/why.ts';
import { columnsOf, type DatasetStatus, type Seen, UNDER_WAY } from './datasets.ts';

/** The fetching was stopped, or given to another worker. */
export class LostDatasetError extends LostError {}

/** How one stands that a worker has. */
const TAKEN = ['fetching', 'waiting'] satisfies DatasetStatus[];

/** What a worker needs to fetch photos. */
export interface TakenDataset {
  name: string;
  order: unknown;
}

/** A worker's hold on a dataset that is being fetched. */
export class DatasetWork extends QueueHold<Prisma.DatasetUncheckedUpdateManyInput> {
  private constructor(
    private readonly name: string,
    token: number,
    /** The most photos that were there when somebody worked on it before. */
    private readonly before: number,
  ) {
    super(token);
  }

  /** Takes a dataset for the job that stands for it; null where that does not stand for it any more, or it has failed too often. */
  static async take(
    name: string,
    jobId: string,
    host: string,
  ): Promise<{ work: DatasetWork; dataset: TakenDataset } | null> {
    const where = { name, jobId, status: { in: UNDER_WAY } };
    const [row] = await db().dataset.updateManyAndReturn({
      where,
      data: { status: 'fetching', host, attempts: { increment: 1 }, token: { increment: 1 } },
      select: { attempts: true, token: true, order: true, photos: true },
    });
    if (!row) return null;
    const { attempts, token, order, photos } = row;
    const work = new DatasetWork(name, token, photos);
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
  async wait(): Promise<void> {
    await this.write({ status: 'waiting' });
  }

  /** All that was wanted is there, or all that there was. @throws LostDatasetError */
  async finish(seen: Seen, passedOver: number): Promise<void> {
    await this.write({ status: 'there', jobId: null, passedOver, ...columnsOf(seen) });
  }

  /**
   * It cannot be fetched: why stays, and what has come.
   * @param failureWhy what `failure` says, where there are words for it in each language
   * @throws LostDatasetError
   */
  async fail(failure: string, seen: Seen, failureWhy?: Why[]): Promise<void> {
    const reason = { failure, ...(failureWhy && { failureWhy }) };
    await this.write({ status: 'failed', jobId: null, ...reason, ...columnsOf(seen) });
  }

  protected change(tx: Transaction, data: Prisma.DatasetUncheckedUpdateManyInput) {
    const where = { name: this.name, token: this.token, status: { in: TAKEN } };
    return tx.dataset.updateManyAndReturn({ where, data, select: { name: true } });
  }

  protected lost(): LostDatasetError {
    return new LostDatasetError(`the fetching of ${this.name} was stopped, or given to another worker`);
  }
}
