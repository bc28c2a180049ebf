import { type FeatureExtractor, optimise, type Picture, trainingConfig } from '@atelier/model';
import { readCheckpoint } from '@atelier/model/checkpoint';
import type { Rgb } from '@atelier/stylize';
import { openEngine } from '../engine/engine.ts';
import { naming } from '../files/checkpoint-file.ts';
import { readBytes } from '../files/file.ts';
import { sha256 } from '../files/hash.ts';
import { toPhoto, toPicture } from '../files/picture.ts';
import { paintPhotos } from '../painting/painting.ts';
import type { Style } from './styles.ts';

/** After how many steps the pictures of `optimise` are measured. */
export const OPTIMISE_STEPS = [50, 100, 300];

/** What is to be measured: a style's checkpoint, or `optimise`. */
export interface EvaluatedMethod {
  style: Style;
  by: number | `optimise ${number}`;
  key: string;
  paint: (photos: Rgb[], style: Picture, reference: FeatureExtractor) => Promise<Rgb[]>;
}

/** A style's checkpoints, fewest iterations first, then `optimise`. */
export async function methodsOf(styles: Style[]): Promise<EvaluatedMethod[]> {
  const all = styles.map(async (style): Promise<EvaluatedMethod[]> => {
    const picture = sha256(await readBytes(style.picture));
    const keyOf = (painter: string) => sha256(new TextEncoder().encode(`${picture} ${painter}`)).slice(0, 16);
    const methods = style.checkpoints.map(async ({ iteration, path }): Promise<EvaluatedMethod> => {
      const bytes = await readBytes(path);
      const checkpoint = await naming(path, () => readCheckpoint(bytes));
      return {
        style,
        by: iteration,
        key: keyOf(sha256(bytes)),
        paint: (photos) => paintPhotos(checkpoint, photos),
      };
    });
    let paintings: ReturnType<typeof optimiseAll> | undefined; // one search gives the pictures of all steps
    const optimised = OPTIMISE_STEPS.map((steps): EvaluatedMethod => {
      const by = `optimise ${steps}` as const;
      const paint: EvaluatedMethod['paint'] = async (...given) =>
        (await (paintings ??= optimiseAll(...given))).get(steps)!;
      return { style, by, key: keyOf(`L-BFGS ${steps}`), paint };
    });
    return [...(await Promise.all(methods)), ...optimised];
  });
  return (await Promise.all(all)).flat();
}

/** The paintings of the original method by steps, with the default weights, one scale and no spectrum: by what is measured. */
async function optimiseAll(
  photos: Rgb[],
  style: Picture,
  lossNetwork: FeatureExtractor,
): Promise<Map<number, Rgb[]>> {
  const { compile } = await openEngine();
  const config = trainingConfig({ scales: 1, spectrumWeight: 0, paletteWeight: 0 });
  const paintings = new Map(OPTIMISE_STEPS.map((steps) => [steps, [] as Rgb[]]));
  for (const photo of photos)
    for await (const { iteration, picture } of optimise({
      content: toPicture(photo),
      style,
      lossNetwork,
      config,
      compile,
      iterations: Math.max(...OPTIMISE_STEPS),
      pictures: OPTIMISE_STEPS,
    }))
      if (picture) paintings.get(iteration)!.push(toPhoto(picture));
  return paintings;
}
