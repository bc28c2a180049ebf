import { readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { z } from 'zod';
import { checkout } from './env.ts';
import { UsageError } from './errors.ts';
import { readBytes } from './file.ts';

const assets = join(checkout, 'assets');

/** Photos that training draws from when none are given. */
export const trainingPhotos = join(assets, 'photos', 'training');
/** Photos that are never trained on: samples, and losses that tell checkpoints apart. */
export const heldOutPhotos = join(assets, 'photos', 'held-out');
/** The loss network that comes with Atelier. */
export const compactLossNetwork = join(assets, 'loss-networks', 'compact.safetensors');

const styleSchema = z.object({
  slug: z.string(),
  title: z.string(),
  artist: z.string(),
  year: z.string(),
  licence: z.string(),
  source: z.string(),
});

/** A built-in style: its credits, its picture, and the checkpoints trained for it, fewest iterations first. */
export interface Style extends z.infer<typeof styleSchema> {
  picture: string;
  checkpoints: { iteration: number; path: string }[];
}

/** The built-in styles, by slug. */
export async function builtInStyles(): Promise<Style[]> {
  const folder = join(assets, 'styles');
  const entries = await readdir(folder, { withFileTypes: true });
  const slugs = entries.filter((entry) => entry.isDirectory()).map(({ name }) => name);
  return Promise.all(slugs.sort().map((slug) => readStyle(join(folder, slug))));
}

async function readStyle(folder: string): Promise<Style> {
  const text = new TextDecoder().decode(await readBytes(join(folder, 'style.json')));
  const checkpoints = (await readdir(folder))
    .map((name) => ({ iteration: Number(/^(\d+)\.safetensors$/.exec(name)?.[1]), path: join(folder, name) }))
    .filter(({ iteration }) => iteration > 0)
    .sort((a, b) => a.iteration - b.iteration);
  return { ...styleSchema.parse(JSON.parse(text)), picture: join(folder, 'style.jpg'), checkpoints };
}

/**
 * The checkpoint that `slug` (its last one) or `slug@iteration` names among the built-in styles.
 * @throws UsageError where there is none; the message says which there are
 */
export async function findCheckpoint(name: string): Promise<string> {
  const [slug, iteration, ...rest] = name.split('@');
  const styles = await builtInStyles();
  const style = styles.find((candidate) => candidate.slug === slug);
  if (!style || rest.length > 0)
    throw new UsageError(
      `there is no style ${name}; there are ${styles.map((each) => each.slug).join(', ')}; other networks: --checkpoint FILE`,
    );
  const iterations = style.checkpoints.map((each) => each.iteration).join(', ');
  if (iterations === '')
    throw new UsageError(
      `the style ${slug} has no checkpoint yet: train it with atelier train --style ${style.picture} --name ${slug}`,
    );
  const checkpoint =
    iteration === undefined
      ? style.checkpoints.at(-1)
      : style.checkpoints.find((each) => String(each.iteration) === iteration);
  if (!checkpoint)
    throw new UsageError(`the style ${slug} has no checkpoint ${iteration}; it has ${iterations}`);
  return checkpoint.path;
}
