import { availableParallelism } from 'node:os';
import { DEFAULT_MEMORY, Steady } from '@atelier/stylize';
import { filmOptionsSchema } from '@atelier/stylize/film-options';
import { isFilm } from '@atelier/stylize/film-types';
import { type Command, Option } from 'commander';
import { z } from 'zod';
import { findCheckpoint, suitedSize } from '../catalogue/styles.ts';
import { bundled } from '../env.ts';
import { UsageError, warn } from '../errors.ts';
import { paintAnimation } from '../film/animation.ts';
import { type FilmOptions, paintFilm } from '../film/film.ts';
import { filmJobs } from '../film/film-jobs.ts';
import { type PaintingJob, type PaintingSettings, PhotoPainter } from '../painting/painting.ts';
import { paintingJobs } from '../painting/painting-jobs.ts';
import type { Problem } from '../painting/painting-worker.ts';
import { addOptions, readOptions } from '../terminal/options.ts';
import { startProgress } from '../terminal/progress.ts';
import { stopSignal } from '../terminal/stop-signal.ts';

const settingsSchema = z.object({
  strength: filmOptionsSchema.shape.strength.describe('0 leaves the photo, 1 paints it wholly'),
  keepColours: filmOptionsSchema.shape.keepColours.describe(
    "only the painting's light and dark, in the photo's colours",
  ),
  keepMetadata: z
    .boolean()
    .default(false)
    .describe("of photos: the date, author and copyright that the file's EXIF gives; otherwise nothing"),
  keepPlace: z.boolean().default(false).describe('with --keep-metadata: where it was taken, too'),
  strokes: filmOptionsSchema.shape.strokes.describe(
    "how broad, relative to the picture: medium suits the style; full paints at the photo's own size, with strokes of a size in pixels (exact, slow)",
  ),
  steady: filmOptionsSchema.shape.steady.describe(
    'of films: how much of the painting before stays, and travels with what moves; 0: each frame by itself',
  ),
  device: z
    .string()
    .default('cpu')
    .describe(
      'where to compute, of what atelier doctor lists under Painting: cpu, webgpu, cuda, coreml, dml',
    ),
  memory: z
    .number()
    .int()
    .min(50)
    .default(DEFAULT_MEMORY)
    .describe('megabytes that painting may take beside the photos themselves'),
});

export function register(program: Command): void {
  const command = program
    .command('stylize')
    .description('Paint photos, folders of them, films or moving pictures in a trained style')
    .argument('<in...>', 'photos; films (.mp4, .mov, .webm, .mkv); moving .gif and .webp; folders')
    .requiredOption('--out <path>', 'the picture (.png, .jpg, .webp) or film to write; for several, a folder')
    .option(
      '--style <slug>',
      'a built-in style or a training run, at its last checkpoint; SLUG@N: at that of N iterations',
    )
    .addOption(
      new Option('--checkpoint <file>', 'a network of your own: .safetensors, .onnx or .pth').conflicts(
        'style',
      ),
    );
  addOptions(command, settingsSchema);
  command.action(async (inputs: string[], options: { out: string; style?: string; checkpoint?: string }) => {
    const chosen = settingsSchema.parse(readOptions(command, settingsSchema));
    const { style, checkpoint } = options;
    if (checkpoint === undefined && style === undefined)
      throw new UsageError('say what to paint with: --style SLUG or --checkpoint FILE');
    const network = checkpoint ?? (await findCheckpoint(style!));
    if (chosen.keepPlace && !chosen.keepMetadata)
      throw new UsageError(
        '--keep-place goes with --keep-metadata: both, so that nobody tells a place unawares',
      );
    const { films, rest } = await filmJobs(inputs, options.out);
    const settings = { network, ...chosen, suitedSize: await suitedSize(network), threads: 0 };
    if (films.length > 0) await paintFilms(films, settings, chosen.steady);
    if (rest.length === 0) return;
    const { jobs, problems } = await paintingJobs(rest, options.out, films);
    if (jobs.length === 1 && problems.length === 0) await paintOne(jobs[0]!, settings);
    else await paintAll(jobs, problems, settings);
  });
}

/** A single picture is painted in this thread: starting another one would take longer than it saves. */
async function paintOne(job: PaintingJob, settings: PaintingSettings): Promise<void> {
  const painter = await PhotoPainter.open(settings);
  const progress = startProgress('Painting');
  try {
    const { width, height } = await painter.paint(job, (done) =>
      progress.update(Math.round(100 * done), 100),
    );
    progress.stop();
    process.stdout.write(`Painted ${job.out} (${width}×${height})\n`);
  } finally {
    progress.stop();
    await painter.close();
  }
}

/** Films are painted one after the other, in this thread: each frame takes all the processor gives. */
async function paintFilms(films: PaintingJob[], settings: PaintingSettings, steady: number): Promise<void> {
  const painter = await PhotoPainter.open(settings);
  const signal = stopSignal(() => warn('stopping; nothing of this film is kept'));
  try {
    for (const { photo: path, out } of films) {
      const progress = startProgress('Painting frames');
      const steadied = new Steady(steady);
      const options: FilmOptions = {
        paint: async (frame) => steadied.next(frame, await painter.paintRgb(frame, path)),
        onProgress: (done, all) => progress.update(done, all),
        signal,
      };
      try {
        const painted = await (isFilm(path)
          ? paintFilm(path, out, options)
          : paintAnimation(path, out, options));
        progress.stop();
        const { frames, width, height } = painted;
        process.stdout.write(`Painted ${out} (${frames} frames, ${width}×${height})\n`);
      } catch (error) {
        if (signal.aborted) throw new UsageError(`${out}: stopped, and not written`, { cause: error });
        if (!(error instanceof UsageError)) throw error;
        // Those after it are painted all the same.
        progress.stop();
        warn(error.message);
        process.exitCode = 2;
      } finally {
        progress.stop();
      }
    }
  } finally {
    await painter.close();
  }
}

/** Megabytes that a thread should have: enough for 50 megapixels at width 16, and for 24 at width 32. */
const SHARE = 400;

/** Several pictures are painted in worker threads, each with its share of the processor; bad ones are named at the end. */
async function paintAll(jobs: PaintingJob[], refused: string[], settings: PaintingSettings): Promise<void> {
  // What is wrong with the network is said once, before the threads start.
  await (await PhotoPainter.open(settings)).close();
  const { Piscina } = await import('piscina');
  const cores = availableParallelism();
  const threads = Math.min(jobs.length, cores, 4, Math.max(1, Math.floor(settings.memory / SHARE)));
  const workerData: PaintingSettings = {
    ...settings,
    memory: settings.memory / threads,
    threads: Math.max(1, Math.floor(cores / threads)),
  };
  const pool = new Piscina<PaintingJob, Problem | undefined>({
    filename: bundled('painting-worker'),
    workerData,
    minThreads: threads,
    maxThreads: threads,
  });
  const progress = startProgress('Painting');
  const problems = [...refused];
  let done = 0;
  try {
    progress.update(0, jobs.length);
    await Promise.all(
      jobs.map(async (job) => {
        const failed = await pool.run(job);
        if (failed) problems.push(failed.problem);
        progress.update(++done, jobs.length);
      }),
    );
  } finally {
    progress.stop();
    await pool.close({ force: true });
  }
  const photos = jobs.length + refused.length;
  process.stdout.write(`Painted ${photos - problems.length} of ${photos} photos\n`);
  for (const problem of problems.sort()) warn(problem);
  if (problems.length > 0) process.exitCode = 2;
}
