import { stat } from 'node:fs/promises';
import { resolve } from 'node:path';
import type { Command } from 'commander';
import { addRun } from '../../catalogue/add-run.ts';
import { builtInStylesFolder } from '../../files/assets.ts';

export function register(program: Command): void {
  program
    .command('catalogue')
    .description('Make the networks of a finished training run those of a built-in style')
    .argument('<run>', 'the folder of the run')
    .option('--style <slug>', "the style (default: the run's name)")
    .option('--styles <folder>', 'where the styles are', builtInStylesFolder)
    .action(async (run: string, { style, styles }: { style?: string; styles: string }) => {
      const { checkpoints, record } = await addRun(resolve(run), style, resolve(styles));
      for (const path of checkpoints)
        console.log(`${path}: ${Math.round((await stat(path)).size / 1000)} kB`);
      const { history, durationSeconds, engine, device, halfPrecisionDifference } = record;
      console.log(
        `${history.iteration.at(-1)} iterations in ${(durationSeconds / 3600).toFixed(1)} h on ${engine} (${device}); half precision changes a painting by at most ${halfPrecisionDifference}/255`,
      );
    });
}
