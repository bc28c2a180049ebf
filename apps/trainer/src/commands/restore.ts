import { createReadStream } from 'node:fs';
import { createGunzip } from 'node:zlib';
import { BackupError, migrate, restoreLines } from '@atelier/db';
import type { Command } from 'commander';
import { fileError, UsageError } from '../errors.ts';
import { readHead } from '../files/file.ts';
import { withDatabase } from '../worker/database.ts';

export function register(program: Command): void {
  program
    .command('restore')
    .description('Put a backup into an empty database: the one of ATELIER_DATA or DATABASE_URL')
    .argument('<file>', 'what atelier backup wrote')
    .action(async (file: string) => {
      await readHead(file, 1); // says so where there is no such file
      await withDatabase(async (url) => {
        await migrate(url);
        const rows = await restoreLines(url, linesOf(file)).catch((error: unknown) => {
          throw error instanceof BackupError
            ? new UsageError(`${file}: ${error.message}`, { cause: error })
            : fileError(error, file);
        });
        process.stdout.write(`Restored ${rows} rows from ${file}\n`);
      });
    });
}

/** The lines of a gzip file. @throws BackupError where it is cut short, damaged or no such file */
async function* linesOf(file: string): AsyncGenerator<string> {
  let line = '';
  const text = new TextDecoder();
  const unzipped = createGunzip();
  createReadStream(file)
    .on('error', (error) => unzipped.destroy(error))
    .pipe(unzipped);
  try {
    for await (const chunk of unzipped) {
      // A line may hold a picture: only what is new is looked through.
      const [first, ...others] = text.decode(chunk as Buffer, { stream: true }).split('\n');
      line += first;
      for (const next of others) {
        yield line;
        line = next;
      }
    }
  } catch (cause) {
    throw new BackupError('the backup is cut short or damaged; nothing was restored', { cause });
  }
  if (line !== '') yield line;
}
