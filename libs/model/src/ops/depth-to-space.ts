import * as tf from '@tensorflow/tfjs-core';
import { differentiable } from './differentiable.ts';

/**
 * Lays the channels out as blocks of 2×2 pixels: [b, h, w, 4c] → [b, 2h, 2w, c]; the channels of a pixel hold its block
 * row by row. tfjs has the op but not its gradient, which is the reverse rearrangement.
 */
export function depthToSpace(x: tf.Tensor4D): tf.Tensor4D {
  const [batch, height, width, deep] = x.shape;
  return differentiable([x], (input) => ({
    value: tf.depthToSpace(input as tf.Tensor4D, 2, 'NHWC'),
    saved: [],
    gradient: (dy) =>
      tf.reshape(tf.transpose(tf.reshape(dy, [batch, height, 2, width, deep / 2]), [0, 1, 3, 2, 4]), [
        batch,
        height,
        width,
        deep,
      ]),
  }));
}
