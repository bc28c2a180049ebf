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
        const { pictures, checkpoints, findings } = await verifyDatabase();
        process.stdout.write(`Read ${pictures} pictures and ${checkpoints} checkpoints\n`);
        for (const { kind, what } of findings) warn(`${what}: ${kind}`);
        if (findings.some(({ kind }) => kind === 'damaged')) process.exitCode = 1;
      }),
    );
}
