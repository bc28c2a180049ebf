import { existsSync } from 'node:fs';
import { readdir, stat } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { z } from 'zod';
import { UsageError } from '../errors.ts';
import { builtInStylesFolder, runs } from '../files/assets.ts';
import { checkpointBase } from '../files/checkpoint-file.ts';
import { readJson } from '../files/file.ts';
import { trainingRecordSchema } from './training-record.ts';

/** `style.json`: the credits of a style's picture and, once its networks are built in, how they were trained. */
export const styleSchema = z.object({
  slug: z.string(),
  /** What the student report called it. */
  reportName: z.string(),
  title: z.string(),
  artist: z.string(),
  year: z.string(),
  licence: z.string(),
  source: z.string(),
  /** The working size that suits its strokes: the side of a square with as many pixels as its network is given. */
  suitedSize: z.number().int().min(256).max(4096).optional(),
  training: trainingRecordSchema.optional(),
});

interface TrainedNetwork {
  iteration: number;
  path: string;
}

/** A built-in style: its credits and how it was trained, its picture, and the checkpoints trained for it, fewest iterations first. */
export interface Style extends z.infer<typeof styleSchema> {
  picture: string;
  checkpoints: TrainedNetwork[];
}

/** The built-in styles, by slug. */
export async function builtInStyles(): Promise<Style[]> {
  const slugs = await foldersIn(builtInStylesFolder);
  return Promise.all(slugs.map((slug) => readStyle(join(builtInStylesFolder, slug))));
}

/**
 * The built-in styles that have checkpoints: those of these slugs, or all.
 * @throws UsageError where there is no such style, or none that is trained
 */
export async function trainedStyles(slugs: string[] = []): Promise<Style[]> {
  const styles = await builtInStyles();
  const unknown = slugs.find((slug) => !styles.some((style) => style.slug === slug));
  if (unknown !== undefined)
    throw new UsageError(
      `there is no style ${unknown}; there are ${styles.map((style) => style.slug).join(', ')}`,
    );
  const trained = styles.filter(({ checkpoints }) => checkpoints.length > 0);
  const untrained = slugs.find((slug) => !trained.some((style) => style.slug === slug));
  if (untrained !== undefined || trained.length === 0)
    throw new UsageError(
      `the style ${untrained ?? styles[0]!.slug} has no checkpoint yet: atelier train --style SLUG, then atelier catalogue RUN`,
    );
  return slugs.length ? trained.filter(({ slug }) => slugs.includes(slug)) : trained;
}

async function readStyle(folder: string): Promise<Style> {
  const style = await readJson(join(folder, 'style.json'), styleSchema);
  return { ...style, picture: join(folder, 'style.jpg'), checkpoints: await checkpointsIn(folder, '') };
}

async function foldersIn(folder: string): Promise<string[]> {
  const entries = await readdir(folder, { withFileTypes: true });
  return entries.flatMap((entry) => (entry.isDirectory() ? [entry.name] : [])).sort();
}

/** The files PREFIXn.safetensors of a folder, by n. */
async function checkpointsIn(folder: string, prefix: string): Promise<TrainedNetwork[]> {
  return (await readdir(folder))
    .filter((name) => name.startsWith(prefix) && /^\d+\.safetensors$/.test(name.slice(prefix.length)))
    .map((name) => ({ iteration: parseInt(name.slice(prefix.length)), path: join(folder, name) }))
    .sort((a, b) => a.iteration - b.iteration);
}

/**
 * The checkpoint that `slug` (its last one) or `slug@iteration` names: of the training run of that name, else of the
 * built-in style.
 * @throws UsageError where there is none; the message says which there are
 */
export async function findCheckpoint(name: string): Promise<string> {
  const [slug, iteration, ...rest] = name.split('@') as [string, ...string[]];
  const styles = await builtInStyles();
  const own = existsSync(runs) ? await foldersIn(runs) : [];
  const style = styles.find((candidate) => candidate.slug === slug);
  if (rest.length > 0 || (!style && !own.includes(slug)))
    throw new UsageError(
      `there is no style ${name}; there are ${[...own, ...styles.map((each) => each.slug)].join(', ')}; other networks: --checkpoint FILE`,
    );
  const trained = own.includes(slug) ? await checkpointsIn(join(runs, slug), `${slug}_`) : [];
  const checkpoints = trained.length > 0 ? trained : (style?.checkpoints ?? []);
  if (checkpoints.length === 0)
    throw new UsageError(
      `the style ${slug} has no checkpoint yet` +
        (style ? `: train it with atelier train --style ${slug}` : ', its training has just begun'),
    );
  const checkpoint =
    iteration === undefined
      ? checkpoints.at(-1)
      : checkpoints.find((each) => String(each.iteration) === iteration);
  if (!checkpoint)
    throw new UsageError(
      `the style ${slug} has no checkpoint ${iteration}; it has ${checkpoints.map((each) => each.iteration).join(', ')}`,
    );
  return checkpoint.path;
}

/** The working size that suits the strokes of a network's file, where a built-in style's `style.json` beside it says so. */
export async function suitedSize(network: string): Promise<number | undefined> {
  const style = join(dirname(network), 'style.json');
  return existsSync(style) ? (await readJson(style, styleSchema)).suitedSize : undefined;
}

/** The file that is meant by a path or by a built-in style's name, `slug` or `slug@iteration`. @throws UsageError */
export async function locateCheckpoint(name: string): Promise<string> {
  const isFile = checkpointBase(name) !== undefined || (await stat(name).catch(() => undefined))?.isFile();
  return isFile ? name : findCheckpoint(name);
}
