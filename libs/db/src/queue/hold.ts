import { db, type Transaction } from '../database.ts';
import type { LostError } from './queue.ts';

/** So often a film or a dataset is taken without getting anywhere before it is given up: each time its process ended without a word. */
export const MOST_ATTEMPTS = 4;

/**
 * A worker's hold on what it took from the queue: a run, a film or a dataset. Taking counts a token up; every write is one
 * transaction that begins by changing the row where it still has that token, so that of two workers that believe they hold
 * it only the later one can write.
 */
export abstract class QueueHold<Data extends object, Row = unknown> {
  protected constructor(protected readonly token: number) {}

  /** Changes the row, and with that locks it, if it is still held with the token; gives it in an array, else an empty one. */
  protected abstract change(tx: Transaction, data: Data): Promise<Row[]>;

  protected abstract lost(): LostError;

  /** Changes the row, and does the `rest` with it or neither. @throws what `lost` says */
  protected write(
    data: Data,
    rest?: (tx: Transaction, row: Row) => Promise<unknown>,
    before?: (tx: Transaction) => Promise<void>,
  ): Promise<Row> {
    return db().$transaction(async (tx) => {
      await before?.(tx);
      const [row] = await this.change(tx, data);
      if (row === undefined) throw this.lost();
      await rest?.(tx, row);
      return row;
    });
  }
}
