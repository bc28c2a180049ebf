import { join } from 'node:path';
import { disconnect, migrate, type Postgres, PostgresError, startPostgres, useDatabase } from '@atelier/db';
import type { Command } from 'commander';
import { env } from '../env.ts';
import { UsageError } from '../errors.ts';
import { stopSignal } from '../terminal/stop-signal.ts';
import { startWorker } from '../worker/worker.ts';

export function register(program: Command): void {
  program
    .command('worker')
    .description("Take training runs from the studio's queue, until Ctrl-C")
    .addHelpText(
      'after',
      '\nThe database is the one that DATABASE_URL names, else the embedded one in the data folder. Any number of workers\n' +
        'may share it. Ctrl-C or SIGTERM ends after the iteration under way; another worker goes on from there.',
    )
    .action(async () => {
      const postgres = await openPostgres();
      useDatabase(postgres.url);
      try {
        // A database of one's own is brought up to date by whoever runs the studio on it.
        if (!env.DATABASE_URL) await migrate(postgres.url);
        const told = toldToStop();
        const worker = await startWorker();
        await told;
        console.log('Stopping after this iteration');
        await worker.stop();
      } finally {
        await disconnect();
        await postgres.stop();
      }
    });
}

async function openPostgres(): Promise<Postgres> {
  try {
    return await startPostgres({ url: env.DATABASE_URL, folder: join(env.ATELIER_DATA, 'postgres') });
  } catch (error) {
    if (error instanceof PostgresError) throw new UsageError(error.message, { cause: error });
    throw error;
  }
}

/** By a signal, or by the end of the channel to whoever started it and is gone. */
function toldToStop(): Promise<void> {
  return new Promise((resolve) => {
    stopSignal(resolve);
    process.once('disconnect', resolve);
  });
}
