import * as tf from '@tensorflow/tfjs-core';
import { gramDistance, gramMatrices } from '../losses/style.ts';
import type { FeatureExtractor } from '../networks/feature-extractor.ts';
import { type Picture, toTensor } from '../picture.ts';

/**
 * How far pictures are from paintings in style, as a loss network sees it: for each pair, in the order of the pictures and
 * within them of the paintings, ‖G − A‖² / ‖A‖² at each tap. A picture's distance from itself (the same object) is left
 * out.
 */
export async function styleDistances(
  network: FeatureExtractor,
  pictures: Picture[],
  paintings: Picture[],
): Promise<number[][]> {
  const distances = tf.tidy(() => {
    const all = [...new Set([...pictures, ...paintings])];
    const grams = new Map(all.map((picture) => [picture, tf.tidy(() => gramMatrices(network.features(toTensor(picture))))])); // prettier-ignore
    const pairs = pictures.flatMap((picture) =>
      paintings.filter((painting) => painting !== picture).map((painting) => ({ picture, painting })),
    );
    return tf.stack(
      pairs.map(({ picture, painting }) =>
        tf.stack(grams.get(picture)!.map((gram, k) => gramDistance(gram, grams.get(painting)![k]!))),
      ),
    ) as tf.Tensor2D;
  });
  const rows = await distances.array();
  distances.dispose();
  return rows;
}
