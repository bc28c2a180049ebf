import { createWriteStream } from 'node:fs';
import { rename, rm } from 'node:fs/promises';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { createGzip } from 'node:zlib';
import { backupLines } from '@atelier/db';
import type { Command } from 'commander';
import { fileError } from '../errors.ts';
import { withDatabase } from '../worker/database.ts';

export function register(program: Command): void {
  program
    .command('backup')
    .description("Write everything in the studio's database into a file; the studio may be in use meanwhile")
    .argument('<file>', 'the file to write, for example atelier.backup.gz')
    .action((file: string) =>
      withDatabase(async (url) => {
        const partial = `${file}.${process.pid}.part`;
        try {
          const lines = Readable.from(withBreaks(backupLines(url)), { objectMode: false });
          await pipeline(
            lines,
            createGzip({ level: 1 }),
            createWriteStream(partial, { flags: 'wx', flush: true }),
          );
          await rename(partial, file);
        } catch (error) {
          await rm(partial, { force: true });
          throw fileError(error, file);
        }
        process.stdout.write(`Wrote ${file}\n`);
      }),
    );
}

async function* withBreaks(lines: AsyncIterable<string>): AsyncGenerator<string> {
  for await (const line of lines) yield `${line}\n`;
}
