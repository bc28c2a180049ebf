import { join, resolve } from 'node:path';
import type { Command } from 'commander';
import { writeGallery } from '../../catalogue/gallery.ts';
import { trainedStyles } from '../../catalogue/styles.ts';
import { checkout } from '../../env.ts';
import { startProgress } from '../../terminal/progress.ts';

export function register(program: Command): void {
  program
    .command('sheet')
    .description(
      'Write docs/gallery.md: photos in every built-in style that is trained, and its checkpoints beside each other',
    )
    .option('--out <folder>', 'gets gallery.md and its pictures', join(checkout, 'docs'))
    .action(async (options: { out: string }) => {
      const out = resolve(options.out);
      const styles = await trainedStyles();
      const progress = startProgress('Painting');
      let done = 0;
      try {
        await writeGallery(styles, out, () => progress.update(++done, styles.length));
      } finally {
        progress.stop();
      }
      console.log(`Wrote ${join(out, 'gallery.md')}: ${styles.length} styles`);
    });
}
