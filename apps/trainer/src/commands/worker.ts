import { log } from '@atelier/log';
import type { Command } from 'commander';
import { stopSignal } from '../terminal/stop-signal.ts';
import { withDatabase } from '../worker/database.ts';
import { startDatasetWorker } from '../worker/dataset-worker.ts';
import { startFilmWorker } from '../worker/film-worker.ts';
import { tellDatasets } from '../worker/photo-folders.ts';
import { startWorker } from '../worker/worker.ts';

export function register(program: Command): void {
  program
    .command('worker')
    .description("Take training runs, films and photos to fetch from the studio's queue, until Ctrl-C")
    .addHelpText(
      'after',
      '\nThe database is the one that DATABASE_URL names, else the embedded one in the data folder. Any number of workers\n' +
        'may share it. Ctrl-C or SIGTERM ends after the iteration under way; another worker goes on from there.',
    )
    .action(() =>
      withDatabase(async () => {
        const told = toldToStop();
        const workers = [await startWorker(), await startFilmWorker(), await startDatasetWorker()];
        const telling = tellDatasets((line) => log.info(line)).catch((err: unknown) =>
          log.error({ err }, 'the photos to train on are not told'),
        );
        await told;
        // Listened to, it keeps this process for as long as whoever started it lives.
        if (process.connected) process.disconnect();
        log.info('Stopping after this iteration');
        await Promise.all([telling, ...workers.map((worker) => worker.stop())]);
      }),
    );
}

/** By a signal, or by the end of the channel to whoever started it and is gone. */
function toldToStop(): Promise<void> {
  return new Promise((resolve) => {
    stopSignal(resolve);
    process.once('disconnect', resolve);
  });
}
