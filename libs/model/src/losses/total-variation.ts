import * as tf from '@tensorflow/tfjs-core';

/**
 * Total variation: the mean squared difference of neighbouring pixels, along the height plus along the width, of pictures
 * [b, h, w, c] in RGB 0..1 (a regulariser in Johnson et al. 2016, §3.2). Small for smooth pictures: the report has none, and found
 * its pictures not smooth enough.
 */
export function totalVariation(picture: tf.Tensor4D): tf.Scalar {
  const [, height, width] = picture.shape;
  const along = (axis: 1 | 2, side: number) => {
    const size = [-1, -1, -1, -1];
    size[axis] = side - 1;
    const second = [0, 0, 0, 0];
    second[axis] = 1;
    const difference = tf.sub(tf.slice(picture, second, size), tf.slice(picture, [0, 0, 0, 0], size));
    return tf.mean(tf.square(difference));
  };
  return tf.add(along(1, height), along(2, width));
}
