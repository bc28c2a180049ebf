import * as tf from '@tensorflow/tfjs-core';

/** Blocks that are averaged before the colours are measured: single pixels, and two larger scales. */
const blocks = [1, 4, 8] as const;

/** What a palette is at one scale: the mean colour [b, 3] and the covariance of the colours [b, 3, 3]. */
export type Palette = {
  mean: tf.Tensor2D;
  covariance: tf.Tensor3D;
};

/** The palettes of pictures [b, h, w, 3] (RGB) at three scales. */
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
 * How far the colours of pictures are from the style's: at each scale 4·‖mean − mean_s‖² + ‖C − C_s‖² / ‖C_s‖², averaged
 * over scales and pictures.
 *
 * A departure from the paper: a loss network with few channels carries little colour, and without this term the
 * pictures take the strokes of the painting but not its palette.
 */
export function paletteLoss(picture: tf.Tensor4D, style: Palette[]): tf.Scalar {
  const scales = palettes(picture).map(({ mean, covariance }, k) => {
    const target = style[k]!;
    const means = tf.sum(tf.square(tf.sub(mean, target.mean)), 1);
    const spread = tf.div(
      tf.sum(tf.square(tf.sub(covariance, target.covariance)), [1, 2]),
      tf.sum(tf.square(target.covariance)),
    );
    return tf.mean(tf.add(tf.mul(means, 4), spread));
  });
  return tf.div(tf.addN(scales), scales.length);
}

/** The mean squared distance of values from the range 0..1 that a picture can hold. */
export function rangeLoss(picture: tf.Tensor): tf.Scalar {
  return tf.mean(tf.square(tf.sub(picture, tf.clipByValue(picture, 0, 1))));
}
