import { join } from 'node:path';
import { disconnect, migrate, type Postgres, PostgresError, startPostgres, useDatabase } from '@atelier/db';
import { env } from '../env.ts';
import { UsageError } from '../errors.ts';

/**
 * Does something with the studio's database: the one that DATABASE_URL names, or the embedded one in the data folder,
 * brought up to date. @throws UsageError where there is none to be had
 */
export async function withDatabase<Result>(work: (url: string) => Promise<Result>): Promise<Result> {
  const postgres = await openPostgres();
  useDatabase(postgres.url);
  try {
    // A database of one's own is brought up to date by whoever runs the studio on it.
    if (!env.DATABASE_URL) await migrate(postgres.url);
    return await work(postgres.url);
  } finally {
    await disconnect();
    await postgres.stop();
  }
}

async function openPostgres(): Promise<Postgres> {
  try {
    return await startPostgres({ url: env.DATABASE_URL, folder: join(env.ATELIER_DATA, 'postgres') });
  } catch (error) {
    if (error instanceof PostgresError) throw new UsageError(error.message, { cause: error });
    throw error;
  }
}
