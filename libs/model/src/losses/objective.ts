import * as tf from '@tensorflow/tfjs-core';
import { type LossWeight, lossWeights, type TrainingConfig } from '../config.ts';
import type { FeatureExtractor } from '../networks/feature-extractor.ts';
import type { Features } from '../networks/loss-network.ts';
import { halve } from '../ops/halve.ts';
import { contentLoss, featureVariance } from './content.ts';
import { paletteLoss, type PaletteTarget, paletteTarget } from './palette.ts';
import { rangeLoss } from './range.ts';
import { hasSpectrum, spectrum, spectrumLoss } from './spectrum.ts';
import { type StyleStatistic, styleStatistics } from './style.ts';
import { toneLoss, tones } from './tone.ts';
import { totalVariation } from './total-variation.ts';

/** What the losses are, and how much each counts. */
export type LossSettings = Pick<TrainingConfig, 'losses' | 'scales' | 'pooled' | 'contentLayer' | LossWeight>;

/** The weighted terms of the training loss by name, in the objective's order, and last their sum. */
export interface Losses {
  [term: string]: number;
  total: number;
}

/** The order of the terms in the vector that {@link Objective.evaluate} gives: that of their weights, and last the sum. */
export const lossNames = [...lossWeights.map((key) => key.replace(/Weight$/, '')), 'total'];

/**
 * How many stages of the loss network look at the picture at full size, at a half and at a quarter, for 1, 2 and 3 `scales`.
 *
 * A departure from the paper, which looks at one size. A loss network sees forms up to some size in pixels; smaller copies of the
 * picture let it see larger ones: swirls, moons, blobs of light. Shallow stages at full size and deep ones at a half cost
 * two thirds of all four at full size: three quarters of a VGG's work is in the deep ones.
 */
const stagesAtScales = [[4], [2, 4], [2, 4, 4]] as const;

/** The side in pixels that a copy must have to be worth a look: the deepest maps then still have four pixels. */
const LEAST_COPY = 32;

/** Pictures at full size, at a half and so on: `scales` of them, fewer where they would become too small. */
function copies(pictures: tf.Tensor4D, scales: number): tf.Tensor4D[] {
  const all = [pictures];
  while (all.length < scales) {
    const smallest = all.at(-1)!;
    if (Math.min(smallest.shape[1], smallest.shape[2]) < 2 * LEAST_COPY) break;
    all.push(halve(smallest));
  }
  return all;
}

/** What pictures are held against: the photos' content features, what their loss is divided by, and the photos' tones. */
export type ContentTarget = {
  features: tf.Tensor4D;
  /** The features' variance over the batch, so that the weight means the same whatever the photos; 1 for raw losses. */
  scale: tf.Scalar;
  /** Missing where tones do not count. */
  tones?: tf.Tensor2D;
};

/**
 * The weighted terms that training minimises, summed. The paper's: content, style, total variation. Ours: tone, spectrum, palette,
 * range, stability; each says in its file why it is there. With `raw` losses content and style are plain mean squared errors, as in
 * the paper and the report; otherwise each is divided by its own scale, so that a weight of 1 means the same for every style and
 * photo: as bad as a picture that has nothing of it.
 * Holds what depends on the style picture alone, so that no step computes it again.
 */
export class Objective {
  private readonly statistic: StyleStatistic;
  /** For each scale, for each stage. */
  private readonly style: tf.TensorContainer[][];
  private readonly palette: PaletteTarget[];
  /** Missing where it does not count. */
  private readonly spectrum?: tf.Tensor4D;

  /** @param style [1, h, w, 3], RGB 0..1 */
  constructor(
    private readonly network: FeatureExtractor,
    style: tf.Tensor4D,
    private readonly settings: LossSettings,
  ) {
    this.statistic = styleStatistics[settings.losses] as StyleStatistic;
    this.style = tf.tidy(() =>
      copies(style, settings.scales).map((copy) =>
        network.features(copy).map((map) => this.statistic.target(map)),
      ),
    );
    this.palette = tf.tidy(() => paletteTarget(style));
    if (settings.spectrumWeight && hasSpectrum(style)) this.spectrum = tf.tidy(() => spectrum(style));
  }

  /** What pictures that are painted from these photos [b, h, w, 3] (RGB 0..1) are held against. */
  contentTarget(photos: tf.Tensor4D): ContentTarget {
    return tf.tidy(() => {
      const features = this.network.features(this.copyForContent(photos), this.contentStage).at(-1)!;
      const relative = this.settings.losses !== 'raw';
      const scale = relative ? tf.maximum(featureVariance(features), 1e-6) : tf.scalar(1);
      return {
        features,
        scale: scale as tf.Scalar,
        ...(this.settings.toneWeight && { tones: tones(photos) }),
      };
    });
  }

  /**
   * The weighted losses of pictures [b, h, w, 3] (RGB 0..1, not clamped): a vector in the order of {@link lossNames} and, for
   * differentiating, the total. Terms with weight 0 are not computed.
   * @param instability of the network that paints, see stability.ts; pictures alone have none
   */
  evaluate(
    pictures: tf.Tensor4D,
    content: ContentTarget,
    instability: () => tf.Scalar = () => tf.scalar(0),
  ): { terms: tf.Tensor1D; total: tf.Scalar } {
    const features = this.features(pictures);
    const ofContent = features[Math.min(1, features.length - 1)]![this.contentStage - 1]!; // of the copy for content
    const losses: Record<LossWeight, () => tf.Scalar> = {
      contentWeight: () => tf.div(contentLoss(ofContent, content.features), content.scale),
      styleWeight: () => this.styleLoss(features),
      totalVariationWeight: () => totalVariation(pictures),
      toneWeight: () => toneLoss(tones(pictures), content.tones!),
      spectrumWeight: () => this.spectrumLoss(pictures),
      paletteWeight: () => paletteLoss(pictures, this.palette),
      rangeWeight: () => rangeLoss(pictures),
      stabilityWeight: instability,
    };
    const terms = lossWeights.map((key) => {
      const weight = this.settings[key];
      return weight ? tf.mul<tf.Scalar>(losses[key](), weight) : tf.scalar(0);
    });
    const total = tf.addN(terms);
    return { terms: tf.stack([...terms, total]) as tf.Tensor1D, total };
  }

  /**
   * 4 × the mean over all that is looked at, each scale with its stages: at one scale the paper's sum over the four layers (Johnson
   * et al. 2016, §3.2), so that the weight means about the same at several.
   */
  private styleLoss(features: Features[]): tf.Scalar {
    const losses = features.flatMap((maps, scale) =>
      maps.map((map, stage) => this.statistic.loss(map, this.style[scale]![stage]!, this.settings.pooled)),
    );
    return tf.mul(tf.addN(losses), 4 / losses.length);
  }

  /** 0 where the pictures or the style are too small to have a spectrum. */
  private spectrumLoss(pictures: tf.Tensor4D): tf.Scalar {
    if (!this.spectrum || !hasSpectrum(pictures)) return tf.scalar(0);
    return spectrumLoss(spectrum(pictures), this.spectrum);
  }

  /** The pictures' features, for each scale those of its stages. */
  private features(pictures: tf.Tensor4D): Features[] {
    const all = copies(pictures, this.style.length);
    return all.map((copy, scale) => this.network.features(copy, stagesAtScales[all.length - 1]![scale]));
  }

  /**
   * The content is looked at where all stages are: at a half, or at full size where that is the only one. At a half, a departure from
   * the paper: what is to stay is the photo's forms, not its finest detail.
   */
  private copyForContent(photos: tf.Tensor4D): tf.Tensor4D {
    return copies(photos, Math.min(2, this.style.length)).at(-1)!;
  }

  /** The stage whose features tell the content, 1 to 4, from the layer's name: `relu3_3` → 3. */
  private get contentStage(): number {
    return Number(this.settings.contentLayer[4]);
  }

  dispose(): void {
    tf.dispose([this.style, this.palette, this.spectrum ?? []]);
  }
}

/** The vector of {@link Objective.evaluate} by name. */
export function namedLosses(values: ArrayLike<number>): Losses {
  return Object.fromEntries(lossNames.map((name, k) => [name, values[k]!])) as Losses;
}
