import * as tf from '@tensorflow/tfjs-core';

/** Blocks that are averaged before the colours are measured: single pixels, and two larger scales. */
const blocks = [1, 4, 8] as const;

/** What a palette is at one scale: the mean colour [b, 3] and the covariance of the colours [b, 3, 3]. */
export type Palette = {
  mean: tf.Tensor2D;
  covariance: tf.Tensor3D;
};

/** The palettes of pictures [b, h, w, 3] (RGB 0..1), of each picture by itself, at three scales. */
export function palettes(picture: tf.Tensor4D): Palette[] {
  return blocks.map((block) => {
    const [batch, , , channels] = picture.shape;
    const averaged = block === 1 ? picture : tf.avgPool(picture, block, block, 'valid');
    const colours = tf.reshape(averaged, [batch, -1, channels]);
    const mean = tf.mean<tf.Tensor3D>(colours, 1, true);
    const centred = tf.sub<tf.Tensor3D>(colours, mean);
    const covariance = tf.div<tf.Tensor3D>(tf.matMul(centred, centred, true, false), colours.shape[1]!);
    return { mean: tf.reshape(mean, [batch, channels]), covariance };
  });
}

/**
 * How far the colours of a batch of pictures are from the style's: at each scale 4·‖mean − mean_s‖² + ‖C − C_s‖² / ‖C_s‖²,
 * averaged over scales (4, because no value in 0..1 varies by more than ¼). Mean and covariance are those of the whole batch,
 * taken as one picture: a crop of nothing but sky need not hold every colour of the painting, and colours go where the photos
 * suggest.
 *
 * A departure from the paper: a loss network with few channels carries little colour, and without this term the
 * pictures take the strokes of the painting but not its palette.
 * @param style the palettes of one picture (b = 1)
 */
export function paletteLoss(picture: tf.Tensor4D, style: Palette[]): tf.Scalar {
  const scales = palettes(picture).map((each, k) => {
    const target = style[k]!;
    const { mean, covariance } = together(each);
    const means = tf.sum(tf.square(tf.sub(mean, target.mean)));
    const spread = tf.div(
      tf.sum(tf.square(tf.sub(covariance, target.covariance))),
      // A style of one colour has none: the floor is a standard deviation of less than 1/100.
      tf.maximum(tf.sum(tf.square(target.covariance)), 1e-8),
    );
    return tf.add(tf.mul(means, 4), spread);
  });
  return tf.div(tf.addN(scales), scales.length);
}

/** The palette of all pictures of a batch as if they were one: covariance within them, plus that between their means. */
function together({ mean, covariance }: Palette): Palette {
  const all = tf.mean<tf.Tensor2D>(mean, 0, true);
  const apart = tf.sub<tf.Tensor2D>(mean, all);
  const between = tf.div(tf.matMul(apart, apart, true, false), mean.shape[0]);
  return { mean: all, covariance: tf.add(tf.mean(covariance, 0, true), between) };
}
