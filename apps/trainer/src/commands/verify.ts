import { verifyDatabase } from '@atelier/db';
import type { Command } from 'commander';
import { warn } from '../errors.ts';
import { withDatabase } from '../worker/database.ts';

export function register(program: Command): void {
  program
    .command('verify')
    .description("Read everything in the studio's database, and name what is damaged or belongs to nothing")
    .action(() =>
      withDatabase(async () => {
        const { read, findings } = await verifyDatabase();
        const counts = `${read.pictures} pictures, ${read.checkpoints} checkpoints, ${read.states} saved states, ${read.fonts} fonts, ${read.words} words`;
        process.stdout.write(`Read ${counts} and ${read.films} parts of films\n`);
        for (const { kind, what } of findings) warn(`${what}: ${kind}`);
        if (findings.some(({ kind }) => kind === 'damaged')) process.exitCode = 1;
      }),
    );
}
