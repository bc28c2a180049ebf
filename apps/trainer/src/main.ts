import { Command, CommanderError } from 'commander';
import manifest from '../package.json' with { type: 'json' };
import { oneLine, UsageError } from './errors.ts';

interface CommandModule {
  register(program: Command): void;
}

/** Only the command that is asked for is loaded: what one needs would slow the start of the others. */
const commands: Record<string, () => Promise<CommandModule>> = {
  agreement: () => import('./commands/catalogue/agreement.ts'),
  backup: () => import('./commands/backup.ts'),
  bench: () => import('./commands/bench.ts'),
  catalogue: () => import('./commands/catalogue/catalogue.ts'),
  'common-start': () => import('./commands/catalogue/common-start.ts'),
  dataset: () => import('./commands/dataset.ts'),
  distill: () => import('./commands/catalogue/distill.ts'),
  doctor: () => import('./commands/doctor.ts'),
  evaluate: () => import('./commands/catalogue/evaluate.ts'),
  export: () => import('./commands/export.ts'),
  fetch: () => import('./commands/fetch.ts'),
  import: () => import('./commands/import.ts'),
  letters: () => import('./commands/letters.ts'),
  optimise: () => import('./commands/optimise.ts'),
  restore: () => import('./commands/restore.ts'),
  runs: () => import('./commands/runs.ts'),
  sheet: () => import('./commands/catalogue/sheet.ts'),
  stylize: () => import('./commands/stylize.ts'),
  train: () => import('./commands/train.ts'),
  users: () => import('./commands/users.ts'),
  verify: () => import('./commands/verify.ts'),
  worker: () => import('./commands/worker.ts'),
};

async function main(words: string[]): Promise<void> {
  const { env } = await import('./env.ts');
  // `npm run` changes into the checkout; paths are meant from where the user is.
  if (env.npm_lifecycle_event === 'atelier' && env.INIT_CWD) process.chdir(env.INIT_CWD);
  const program = new Command('atelier')
    .description('Train a painting into a network, then paint any photo with it')
    .version(manifest.version)
    .exitOverride()
    .configureOutput({
      outputError: (text, write) => write(`atelier: ${oneLine(text.replace(/^error: /, ''))}\n`),
    });
  const name = words[0] ?? 'help';
  if (!name.startsWith('-') && name !== 'help' && !Object.hasOwn(commands, name))
    throw new UsageError(`there is no command ${name}; there are ${Object.keys(commands).join(', ')}`);
  const asked = Object.hasOwn(commands, name) ? [name] : Object.keys(commands);
  for (const each of asked) (await commands[each]!()).register(program);
  await program.parseAsync(words, { from: 'user' });
}

try {
  await main(process.argv.slice(2));
} catch (error) {
  if (error instanceof CommanderError) {
    process.exitCode = error.exitCode === 0 ? 0 : 2; // commander has said what was wrong
  } else if (error instanceof UsageError) {
    if (process.argv.includes('--tell') && error.why)
      process.stdout.write(`${JSON.stringify({ why: error.why })}\n`);
    process.stderr.write(`atelier: ${oneLine(error.message)}\n`);
    process.exitCode = 2;
  } else {
    throw error;
  }
}
