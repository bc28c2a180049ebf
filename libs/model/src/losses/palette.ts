import * as tf from '@tensorflow/tfjs-core';
import { opponents } from '../ops/opponents.ts';

/** Sides of the blocks that are averaged before the colours are measured, in pixels: single pixels, and two larger scales. */
const blocks = [1, 4, 8] as const;

/** What a palette is at one scale: the mean colour [b, 3] and the covariance of the colours [b, 3, 3], along {@link opponents}. */
type Palette = {
  mean: tf.Tensor2D;
  covariance: tf.Tensor3D;
};

/** What pictures' colours are held against, at one scale: all that depends on the style alone. */
export type PaletteTarget = {
  /** μ_s, the style's mean colour: [1, 3]. */
  mean: tf.Tensor2D;
  /** σ_s², of its colours along each axis: [1, 3]. */
  variances: tf.Tensor2D;
  /** σ_s σ_sᵀ: [3, 3]. */
  products: tf.Tensor2D;
  /** R_s, how its colours' axes go together: [3, 3]. */
  correlations: tf.Tensor2D;
  /** ‖R_s‖². */
  squares: tf.Scalar;
};

/** The palettes of pictures [b, h, w, 3] (RGB 0..1), of each picture by itself, at three scales. */
function palettes(picture: tf.Tensor4D): Palette[] {
  return blocks.map((block) => {
    const [batch] = picture.shape;
    const averaged = block === 1 ? picture : tf.avgPool(picture, block, block, 'valid');
    const colours = tf.reshape<tf.Rank.R3>(opponents(averaged), [batch, -1, 3]);
    const mean = tf.mean<tf.Tensor3D>(colours, 1, true);
    const centred = tf.sub<tf.Tensor3D>(colours, mean);
    const covariance = tf.div<tf.Tensor3D>(tf.matMul(centred, centred, true, false), colours.shape[1]);
    return { mean: tf.reshape(mean, [batch, 3]), covariance };
  });
}

/**
 * How far the colours of a batch of pictures are from the style's: at each scale the mean over the axes of (μ − μ_s)² / σ_s², plus
 * ‖R − R_s‖² / ‖R_s‖² with R = C / σ_s σ_sᵀ (R_s is the correlation matrix of the style's colours), averaged over scales. Mean and
 * covariance are those of the whole batch, taken as one picture: a crop of nothing but sky need not hold every colour of the
 * painting, and colours go where the photos suggest.
 *
 * A departure from the paper, whose Gram matrices know colours as well, but light and dark outweigh them there by far: without this
 * term the pictures take the strokes of the painting and half of its colour. Divided by the style's own deviations, a blue
 * that is missing weighs as much as a shadow.
 */
export function paletteLoss(picture: tf.Tensor4D, style: PaletteTarget[]): tf.Scalar {
  const scales = palettes(picture).map((each, k) => {
    const { mean, covariance } = together(each);
    const target = style[k]!;
    const means = tf.mean(tf.div(tf.square(tf.sub(mean, target.mean)), target.variances));
    const correlations = tf.div(covariance, target.products);
    const spread = tf.div(tf.sum(tf.squaredDifference(correlations, target.correlations)), target.squares);
    return tf.add(means, spread);
  });
  return tf.div(tf.addN(scales), scales.length);
}

/** What {@link paletteLoss} needs of a style picture [1, h, w, 3] (RGB 0..1). */
export function paletteTarget(style: tf.Tensor4D): PaletteTarget[] {
  return palettes(style).map(({ mean, covariance }) => {
    // A style of one colour has no deviations: the floor is 1/100.
    const variances = tf.maximum<tf.Tensor2D>(tf.sum<tf.Tensor2D>(tf.mul(covariance, tf.eye(3)), 1), 1e-4);
    const deviations = tf.sqrt(variances);
    const products = tf.matMul<tf.Tensor2D>(deviations, deviations, true, false);
    const correlations = tf.div<tf.Tensor2D>(tf.reshape(covariance, [3, 3]), products);
    const squares = tf.maximum<tf.Scalar>(tf.sum(tf.square(correlations)), 1e-4);
    return { mean, variances, products, correlations, squares };
  });
}

/** The palette of all pictures of a batch as if they were one: covariance within them, plus that between their means. */
function together({ mean, covariance }: Palette): { mean: tf.Tensor2D; covariance: tf.Tensor2D } {
  const all = tf.mean<tf.Tensor2D>(mean, 0, true);
  const apart = tf.sub<tf.Tensor2D>(mean, all);
  const between = tf.div(tf.matMul(apart, apart, true, false), mean.shape[0]);
  return { mean: all, covariance: tf.add(tf.mean<tf.Tensor2D>(covariance, 0), between) };
}
