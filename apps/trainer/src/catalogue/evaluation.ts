import { existsSync } from 'node:fs';
import { basename } from 'node:path';
import type { FeatureExtractor } from '@atelier/model';
import {
  type Darks,
  Evaluation,
  meanDarks,
  measureNames,
  type Measures,
  paintedDarks,
  styleDarks,
} from '@atelier/model/evaluation';
import { z } from 'zod';
import { galleryPhotos, heldOutPhotos } from '../files/assets.ts';
import { readJson, writeWhole } from '../files/file.ts';
import { readPhoto } from '../files/photo.ts';
import { findPhotos } from '../files/photo-folder.ts';
import { toPicture } from '../files/picture.ts';
import { openLossNetwork } from '../loss-networks/loss-network-file.ts';
import { readStyle } from '../training/run.ts';
import { type EvaluatedMethod, methodsOf } from './evaluated-methods.ts';
import { type Style } from './styles.ts';

/** The short side in pixels of photos and style pictures when the tool's own page measures. */
export const EVALUATION_SIZE = 256;
/** The loss network whose eye measures, whatever a style was trained with: so all can be held beside each other. */
const REFERENCE = 'vgg19';
const number = z.number();
const darksSchema = z.object({ lightness: number, deviation: number });
const rowSchema = z.object({
  slug: z.string(),
  /** The iterations of the checkpoint that painted, or the steps of `optimise`. */
  by: z.union([z.number().int(), z.templateLiteral(['optimise ', z.number()])]),
  /** Another one where the checkpoint or the style picture has changed. */
  key: z.string(),
  /** The short side of the photos and of the style picture in pixels. */
  size: z.number().int(),
  /** By the photo's file name. */
  photos: z.record(
    z.string(),
    z.object({ style: number, content: number, totalVariation: number, weave: number }),
  ),
  /** What became of the photos' flat dark patches, where there are any, and the dark patches of the style. */
  darks: darksSchema.optional(),
  styleDarks: darksSchema,
});

/** The measures of the paintings of some photos, in one style, by one method. */
export type Row = z.infer<typeof rowSchema>;

export interface EvaluationSettings {
  /** The short side in pixels at which photos are painted. */
  size: number;
  /** How many of the gallery's photos are painted by `optimise` too. */
  optimised: number;
  /** A JSON file of rows; what it holds already is not measured again. */
  file: string;
  /** What measures; VGG-19, which must have been fetched, where nothing else is given. */
  reference?: FeatureExtractor;
}

/**
 * Measures every checkpoint of the styles on the held-out photos, and `optimise` on a few of them. Each row is in the
 * file as soon as it is known, so that an evaluation that was interrupted goes on where it was. `onRow` is called for each
 * method, without a row where there is nothing to measure.
 * @throws UsageError where a network or the file is damaged, or VGG-19 has not been fetched
 */
export async function evaluate(
  styles: Style[],
  { size, optimised, file, reference }: EvaluationSettings,
  onRow: (row?: Row) => void,
): Promise<void> {
  const network = reference ?? (await openLossNetwork(REFERENCE));
  try {
    const heldOut = await findPhotos(heldOutPhotos);
    const methods = await methodsOf(styles);
    const slugs = new Set(methods.map(({ style }) => style.slug));
    const keys = new Set(methods.map(({ key }) => key));
    for (const method of methods) {
      const { by, key } = method;
      const { slug } = method.style;
      const paths =
        typeof by === 'string' ? galleryPhotos.slice(0, optimised).map(({ path }) => path) : heldOut;
      const isKnown = (row: Row) =>
        row.key === key && row.size === size && paths.every((path) => basename(path) in row.photos);
      if (!paths.length || (await readRows(file)).some(isKnown)) {
        onRow();
        continue;
      }
      const row = { slug, by, key, size, ...(await measure(method, paths, size, network)) };
      // Read again: another evaluation may have added rows meanwhile. Those of checkpoints that a style has no longer go.
      const others = (await readRows(file)).filter(
        (other) =>
          !slugs.has(other.slug) || (keys.has(other.key) && (other.key !== key || other.size !== size)),
      );
      await writeWhole(file, toJson([...others, row]));
      onRow(row);
    }
  } finally {
    if (!reference) network.dispose();
  }
}

/** The rows of a file that hold for the styles as they are now, at this size, in the styles' order. @throws UsageError */
export async function currentRows(styles: Style[], file: string, size = EVALUATION_SIZE): Promise<Row[]> {
  const rows = (await readRows(file)).filter((row) => row.size === size);
  return (await methodsOf(styles)).flatMap(({ key }) => rows.filter((row) => row.key === key));
}

async function readRows(file: string): Promise<Row[]> {
  return existsSync(file) ? readJson(file, z.array(rowSchema)) : [];
}

async function measure(
  { style, paint }: EvaluatedMethod,
  paths: string[],
  size: number,
  reference: FeatureExtractor,
): Promise<Pick<Row, 'photos' | 'darks' | 'styleDarks'>> {
  const stylePicture = await readStyle(style.picture, size);
  const evaluation = new Evaluation(reference, stylePicture);
  try {
    const photos = await Promise.all(paths.map((path) => readPhoto(path, { size })));
    const paintings = await paint(photos, stylePicture, reference);
    const measured: Row['photos'] = {};
    const darks: Darks[] = [];
    for (const [k, painting] of paintings.entries()) {
      const [before, after] = [toPicture(photos[k]!), toPicture(painting)];
      measured[basename(paths[k]!)] = rounded(measureNames, await evaluation.measure(before, after));
      darks.push(...paintedDarks(before, after));
    }
    return {
      photos: measured,
      ...(darks.length > 0 && { darks: rounded(darkNames, meanDarks(darks)) }),
      styleDarks: rounded(darkNames, styleDarks(stylePicture)),
    };
  } finally {
    evaluation.dispose();
  }
}

const darkNames = ['lightness', 'deviation'] as const satisfies (keyof Darks)[];

function rounded<Name extends keyof Measures | keyof Darks>(
  names: readonly Name[],
  values: Record<Name, number>,
): Record<Name, number> {
  const entries = names.map((name) => [name, Number(values[name].toPrecision(4))]);
  return Object.fromEntries(entries) as Record<Name, number>;
}

/** JSON with the measures of each photo on one line. */
function toJson(rows: Row[]): string {
  const lists = /\{[^{}]*\}/g;
  return JSON.stringify(rows, null, 2).replace(lists, (list) => list.replace(/\s+/g, ' ')) + '\n';
}
