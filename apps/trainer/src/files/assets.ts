import { existsSync } from 'node:fs';
import { readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { checkout, env } from '../env.ts';
import { readBytes } from './file.ts';
import { findPhotos } from './photo-folder.ts';

const assets = join(checkout, 'assets');

/** Photos that training draws from when none are given. */
export const trainingPhotos = join(assets, 'photos', 'training');
/** Photos that are never trained on: samples, and losses that tell checkpoints apart. */
export const heldOutPhotos = join(assets, 'photos', 'held-out');
/** The held-out photos that checkpoints are measured on; none in a copy without them, which trains and measures nothing. */
export async function heldOut(): Promise<string[]> {
  const names = existsSync(heldOutPhotos) ? await readdir(heldOutPhotos) : [];
  return names.length > 0 ? (await findPhotos(heldOutPhotos)).slice(0, env.ATELIER_HELD_OUT) : [];
}
/** A line for each photo: file, Debian package, its path there, licence. */
export const photoCreditsFile = join(assets, 'photos', 'CREDITS.tsv');
/** A line for each painting: file, title, artist, year, where it comes from. */
export const paintingSourcesFile = join(assets, 'paintings', 'SOURCES.tsv');
/** The held-out photos that the gallery is shown with: an animal, a building and a landscape, then another of each. */
export const galleryPhotos = [
  { name: 'gcompris-kitten.jpg', title: 'a kitten' },
  { name: 'gcompris-egeskovslotspejling.jpg', title: 'Egeskov castle' },
  { name: 'plasma-eveningglow.jpg', title: 'boats at sunset' },
  { name: 'gcompris-red-panda.jpg', title: 'a red panda' },
  { name: 'gcompris-colosseum.jpg', title: 'the Colosseum' },
  { name: 'lomiri-picosdeeuropa-by-aitzol-berasategi.jpg', title: 'the Picos de Europa' },
].map(({ name, title }) => ({ path: join(heldOutPhotos, name), title }));
/** Paintings that the compact loss network never saw. */
export const heldOutPaintings = join(assets, 'paintings', 'held-out');
/** Paintings that the weights new styles start from are trained on. */
export const trainingPaintings = join(assets, 'paintings', 'training');
/** Where the runs of `atelier train` are kept, each in a folder of its name. */
export const runs = join(env.ATELIER_DATA, 'runs');
/** The loss network that comes with Atelier. */
export const compactLossNetwork = join(assets, 'loss-networks', 'compact.safetensors');

/** A network that paints already, for new styles to start from. */
export const startNetwork = join(assets, 'start', 'start.safetensors');

/** Pictures of designed letters, and the mask of all of them. */
export const letterTextures = join(assets, 'letter-textures');

/** Where the built-in styles are, each in a folder of its slug. */
export const builtInStylesFolder = join(assets, 'styles');

/** What `atelier evaluate` measured of the built-in styles. */
export const evaluationFile = join(checkout, 'docs', 'evaluation.json');

/** Where the photos come from and under which licence, by file name. */
export async function photoCredits(): Promise<Map<string, { debianPackage: string; licence: string }>> {
  const text = new TextDecoder().decode(await readBytes(photoCreditsFile));
  const [, ...rows] = text.trim().split('\n');
  return new Map(
    rows.map((row) => {
      const [file, debianPackage, , licence] = row.split('\t') as [string, string, string, string];
      return [file, { debianPackage, licence }];
    }),
  );
}
