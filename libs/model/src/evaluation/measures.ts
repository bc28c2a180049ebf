import * as tf from '@tensorflow/tfjs-core';
import { contentLoss, featureVariance } from '../losses/content.ts';
import { type LossSettings, Objective } from '../losses/objective.ts';
import { relativeStyleLosses, type StyleTarget, styleTarget } from '../losses/style.ts';
import { totalVariation } from '../losses/total-variation.ts';
import type { Features } from '../networks/loss-network.ts';
import type { FeatureExtractor } from '../networks/feature-extractor.ts';
import { type Picture, toTensor } from '../picture.ts';

/** How a painting does beside the photo that it was made from. */
export interface Measures {
  /** Style loss, Σ over taps of ‖G − A‖² / ‖A‖², as a share of the untouched photo's own. */
  style: number;
  /** Content loss at relu3_3 in units of the variance of the photo's features: 1 is a picture of nothing but their mean. */
  content: number;
  /** Total variation against the photo's: above 1 is rougher, below 1 smoother. */
  totalVariation: number;
  /**
   * The sum of the weighted losses of the whole picture alone; training leaves out a margin, and takes the palette of a
   * batch.
   */
  total: number;
}

export const measureNames = [
  'style',
  'content',
  'totalVariation',
  'total',
] as const satisfies (keyof Measures)[];

/** Measures paintings in one style. The measures do not depend on the weights of the losses, but for their sum. */
export class Evaluation {
  private readonly target: StyleTarget;
  private readonly objective: Objective;

  /** @param style at the size at which it is looked at */
  constructor(
    private readonly network: FeatureExtractor,
    style: Picture,
    config: LossSettings,
  ) {
    const tensor = toTensor(style);
    this.target = styleTarget(network, tensor);
    this.objective = new Objective(network, tensor, config);
    tensor.dispose();
  }

  /** @param painting as large as the photo */
  async measure(photo: Picture, painting: Picture): Promise<Measures> {
    const measured = tf.tidy(() => {
      const [x, y] = [toTensor(photo), toTensor(painting)];
      const [before, after] = [this.network.features(x), this.network.features(y)];
      const style = (features: Features) => tf.addN(relativeStyleLosses(features, this.target));
      return tf.stack([
        tf.div(style(after), style(before)),
        tf.div(contentLoss(after.relu3_3, before.relu3_3), featureVariance(before.relu3_3)),
        tf.div(totalVariation(y), totalVariation(x)),
        this.objective.evaluate(y, this.objective.contentTarget(x)).total,
      ]);
    });
    const values = await measured.data();
    measured.dispose();
    return Object.fromEntries(measureNames.map((name, k) => [name, values[k]!])) as unknown as Measures;
  }

  dispose(): void {
    tf.dispose(this.target);
    this.objective.dispose();
  }
}
