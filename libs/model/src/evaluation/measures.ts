import * as tf from '@tensorflow/tfjs-core';
import { contentLoss, featureVariance } from '../losses/content.ts';
import { momentsLoss, type MomentsTarget, momentsTarget } from '../losses/moments.ts';
import { totalVariation } from '../losses/total-variation.ts';
import type { FeatureExtractor } from '../networks/feature-extractor.ts';
import type { Features } from '../networks/loss-network.ts';
import { type Picture, toTensor } from '../picture.ts';
import { weave } from './weave.ts';

/** How a painting does beside the photo that it was made from. */
export interface Measures {
  /** Style distance: {@link momentsLoss} summed over the four stages at one scale, as a share of the untouched photo's own. */
  style: number;
  /** Squared difference of the last stage's features in units of the variance of the photo's: 1 is nothing but their mean. */
  content: number;
  /** Total variation against the photo's: above 1 is rougher, below 1 smoother. */
  totalVariation: number;
  /** How regular a pattern there is where the photo is smooth: {@link weave}. */
  weave: number;
}

export const measureNames = [
  'style',
  'content',
  'totalVariation',
  'weave',
] as const satisfies (keyof Measures)[];

/** Measures paintings in one style as a loss network sees them; no weight of a loss has a say. */
export class Evaluation {
  private readonly target: MomentsTarget[];

  /** @param style at the size at which it is looked at */
  constructor(
    private readonly network: FeatureExtractor,
    style: Picture,
  ) {
    this.target = tf.tidy(() => network.features(toTensor(style)).map(momentsTarget));
  }

  /** @param painting as large as the photo */
  async measure(photo: Picture, painting: Picture): Promise<Measures> {
    const measured = tf.tidy(() => {
      const [x, y] = [toTensor(photo), toTensor(painting)];
      const [before, after] = [this.network.features(x), this.network.features(y)];
      const style = (features: Features) =>
        tf.addN(features.map((map, k) => momentsLoss(map, this.target[k]!)));
      const [from, to] = [before.at(-1)!, after.at(-1)!];
      return tf.stack([
        tf.div(style(after), style(before)),
        tf.div(contentLoss(to, from), featureVariance(from)),
        tf.div(totalVariation(y), totalVariation(x)),
      ]);
    });
    const values = [...(await measured.data()), weave(photo, painting)];
    measured.dispose();
    return Object.fromEntries(measureNames.map((name, k) => [name, values[k]!])) as unknown as Measures;
  }

  dispose(): void {
    tf.dispose(this.target);
  }
}
