import { resolve } from 'node:path';
import type { Command } from 'commander';
import { z } from 'zod';
import { OPTIMISE_STEPS } from '../../catalogue/evaluated-methods.ts';
import { currentRows, evaluate, EVALUATION_SIZE } from '../../catalogue/evaluation.ts';
import { evaluationTable, summarise } from '../../catalogue/evaluation-table.ts';
import { trainedStyles } from '../../catalogue/styles.ts';
import { openEngine } from '../../engine/engine.ts';
import { evaluationFile, galleryPhotos } from '../../files/assets.ts';
import { addOptions, readOptions } from '../../terminal/options.ts';
import { startProgress } from '../../terminal/progress.ts';

const settingsSchema = z.object({
  size: z
    .number()
    .int()
    .min(64)
    .max(1024)
    .default(EVALUATION_SIZE)
    .describe('short side of the photos in pixels'),
  optimise: z
    .number()
    .int()
    .min(0)
    .max(galleryPhotos.length)
    .default(3)
    .describe(
      `on how many photos the original method is measured too, after ${OPTIMISE_STEPS.join(', ')} steps`,
    ),
});

export function register(program: Command): void {
  const command = program
    .command('evaluate')
    .description('Measure the checkpoints of the built-in styles on photos that are not trained on')
    .argument('[slug...]', 'styles (default: all that are trained)')
    .option(
      '--file <file>',
      'where the measures are kept; what is there is not measured again',
      evaluationFile,
    ) // prettier-ignore
    .option('--json', 'as JSON');
  addOptions(command, settingsSchema);
  command.action(async (slugs: string[], options: { file: string; json?: true }) => {
    const { size, optimise } = settingsSchema.parse(readOptions(command, settingsSchema));
    const file = resolve(options.file);
    const styles = await trainedStyles(slugs);
    await openEngine();
    const progress = startProgress('Evaluating');
    const total = styles.reduce(
      (sum, { checkpoints }) => sum + checkpoints.length + OPTIMISE_STEPS.length,
      0,
    );
    let done = 0;
    progress.update(done, total);
    try {
      await evaluate(styles, { size, optimised: optimise, file }, () => progress.update(++done, total));
    } finally {
      progress.stop();
    }
    const summaries = summarise(await currentRows(styles, file, size));
    console.log(options.json ? JSON.stringify(summaries, null, 2) : evaluationTable(summaries, styles));
  });
}
