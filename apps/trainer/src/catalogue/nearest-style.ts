import type { FeatureExtractor } from '@atelier/model';
import { styleDistances } from '@atelier/model/evaluation';
import { mean } from 'simple-statistics';
import { readBytes } from '../files/file.ts';
import { sha256 } from '../files/hash.ts';
import { readStyle } from '../training/run.ts';
import { EVALUATION_SIZE } from './evaluation.ts';
import { type Style, trainedStyles } from './styles.ts';

/**
 * The built-in style that is nearest to a style picture in the loss network's eye, but for the picture itself.
 * @param path the style picture's file
 * @throws UsageError where it cannot be read
 */
export async function nearestStyle(path: string, lossNetwork: FeatureExtractor): Promise<Style> {
  const own = sha256(await readBytes(path));
  const all = await trainedStyles();
  const hashes = await Promise.all(all.map(async ({ picture }) => sha256(await readBytes(picture))));
  const others = all.filter((_, k) => hashes[k] !== own);
  const pictures = await Promise.all(others.map(({ picture }) => readStyle(picture, EVALUATION_SIZE)));
  const rows = await styleDistances(lossNetwork, [await readStyle(path, EVALUATION_SIZE)], pictures);
  // Of logarithms, so that no stage of the network outvotes the others.
  const distances = rows.map((taps) => mean(taps.map(Math.log)));
  return others[distances.indexOf(Math.min(...distances))]!;
}
