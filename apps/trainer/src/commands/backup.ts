import { createWriteStream } from 'node:fs';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { createGzip } from 'node:zlib';
import { backupLines } from '@atelier/db';
import type { Command } from 'commander';
import { replaceWhole } from '../files/file.ts';
import { systemPath } from '../files/system-path.ts';
import { withDatabase } from '../worker/database.ts';

export function register(program: Command): void {
  program
    .command('backup')
    .description("Write everything in the studio's database into a file; the studio may be in use meanwhile")
    .argument('<file>', 'the file to write, for example atelier.backup.gz')
    .action((file: string) =>
      withDatabase(async (url) => {
        await replaceWhole(file, async (temporary) => {
          const lines = Readable.from(withBreaks(backupLines(url)), { objectMode: false });
          const out = createWriteStream(systemPath(temporary), { flags: 'wx', flush: true });
          await pipeline(lines, createGzip({ level: 1 }), out);
        });
        process.stdout.write(`Wrote ${file}\n`);
      }),
    );
}

async function* withBreaks(lines: AsyncIterable<string>): AsyncGenerator<string> {
  for await (const line of lines) yield `${line}\n`;
}
