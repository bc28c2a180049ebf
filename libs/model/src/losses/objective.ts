import * as tf from '@tensorflow/tfjs-core';
import type { FeatureExtractor } from '../networks/feature-extractor.ts';
import type { LossWeight, TrainingConfig } from '../config.ts';
import { contentLoss, featureVariance } from './content.ts';
import { type Palette, paletteLoss, palettes, rangeLoss } from './palette.ts';
import { relativeStyleLosses, type StyleTarget, styleLosses, styleTarget } from './style.ts';
import { totalVariation } from './total-variation.ts';

/** What the losses are, and how much each counts. */
export type LossSettings = Pick<TrainingConfig, 'losses' | 'contentLayer' | LossWeight>;

/** The weighted terms of the training loss by name, in the objective's order, and last their sum. */
export interface Losses {
  [term: string]: number;
  total: number;
}

/** The order of the terms in the vector that {@link Objective.evaluate} gives. */
export const lossNames = ['content', 'style', 'totalVariation', 'palette', 'range', 'total'];

/** The photos' content features, and what the content loss is divided by: their variance (relative losses) or 1 (raw). */
export type ContentTarget = {
  features: tf.Tensor4D;
  scale: tf.Scalar;
};

/**
 * The weighted terms that training minimises. The paper's: content, style, total variation. Ours: palette and range (both in
 * losses/palette.ts; range, because the network's output is unbounded where the paper has a scaled tanh). Relative losses, the
 * default and ours too, divide content and style by their own scale; raw ones are plain mean squared errors. The palette term
 * is relative either way.
 * Holds what depends on the style picture alone, so that no step computes it again.
 */
export class Objective {
  private readonly style: StyleTarget;
  private readonly palette: Palette[];

  /** @param style [1, h, w, 3], RGB 0..1 */
  constructor(
    private readonly network: FeatureExtractor,
    style: tf.Tensor4D,
    private readonly settings: LossSettings,
  ) {
    this.style = styleTarget(network, style);
    this.palette = tf.tidy(() => palettes(style));
  }

  /** What pictures that are painted from these photos [b, h, w, 3] (RGB 0..1) are held against. */
  contentTarget(photos: tf.Tensor4D): ContentTarget {
    const { contentLayer, losses } = this.settings;
    return tf.tidy(() => {
      const features = this.network.features(photos, contentLayer)[contentLayer];
      // Relative to the variance over the batch: the weight means the same whatever the photos and the loss network.
      const scale = losses === 'relative' ? tf.maximum(featureVariance(features), 1e-6) : tf.scalar(1);
      return { features, scale: scale as tf.Scalar };
    });
  }

  /**
   * The weighted losses of pictures [b, h, w, 3] (RGB 0..1, not clamped): a vector in the order of {@link lossNames} and, for differentiating,
   * the total. Terms with weight 0 are not computed.
   */
  evaluate(pictures: tf.Tensor4D, content: ContentTarget): { terms: tf.Tensor1D; total: tf.Scalar } {
    const { losses, contentLayer, ...weight } = this.settings;
    const features = this.network.features(pictures);
    const term = (factor: number, loss: () => tf.Scalar) =>
      factor ? tf.mul<tf.Scalar>(loss(), factor) : tf.scalar(0);
    const styles = losses === 'relative' ? relativeStyleLosses : styleLosses;
    const terms = [
      term(weight.contentWeight, () =>
        tf.div(contentLoss(features[contentLayer], content.features), content.scale),
      ),
      term(weight.styleWeight, () => tf.addN(styles(features, this.style))),
      term(weight.totalVariationWeight, () => totalVariation(pictures)),
      term(weight.paletteWeight, () => paletteLoss(pictures, this.palette)),
      term(weight.rangeWeight, () => rangeLoss(pictures)),
    ];
    const total = tf.addN(terms);
    return { terms: tf.stack([...terms, total]) as tf.Tensor1D, total };
  }

  dispose(): void {
    tf.dispose([this.style, this.palette]);
  }
}

/** The vector of {@link Objective.evaluate} by name. */
export function namedLosses(values: ArrayLike<number>): Losses {
  return Object.fromEntries(lossNames.map((name, k) => [name, values[k]!])) as Losses;
}
