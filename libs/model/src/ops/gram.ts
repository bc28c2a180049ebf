import * as tf from '@tensorflow/tfjs-core';
import { differentiable } from './differentiable.ts';

/**
 * The Gram matrices of feature maps: which channels are active together, wherever that is in the picture
 * (Gatys et al. 2016, §2.2), divided by c·h·w as in Johnson et al. 2016 (eq. 3).
 * [b, h, w, c] → [b, c, c].
 */
export function gramMatrix(features: tf.Tensor4D): tf.Tensor3D {
  const [batch, height, width, channels] = features.shape;
  const scale = 1 / (channels * height * width);
  return differentiable([features], (input) => {
    const flat = tf.reshape(input, [batch, height * width, channels]);
    return {
      value: tf.mul(tf.matMul(flat, flat, true, false), scale),
      saved: [flat],
      // G = s·FᵀF, so dF = s·F·(dG + dGᵀ): one product, where differentiating both factors would take two.
      gradient: (dg, [f]) =>
        tf.reshape(tf.matMul(f!, tf.mul(tf.add(dg, tf.transpose(dg, [0, 2, 1])), scale)), features.shape),
    };
  });
}
