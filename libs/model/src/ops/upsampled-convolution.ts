import * as tf from '@tensorflow/tfjs-core';
import { convolution } from './convolution.ts';
import { depthToSpace } from './depth-to-space.ts';
import { differentiable } from './differentiable.ts';
import { nativeKernels } from './native.ts';
import { mirrorPad, reflectionPad } from './reflection-pad.ts';
import { sequence } from './sequence.ts';

/**
 * Nearest ×2, reflection padding and a 3×3 convolution, which replace the transposed convolution of the paper: it leaves
 * a checkerboard (Odena et al. 2016). x: [b, h, w, in], kernel: [3, 3, in, out] → [b, 2h, 2w, out].
 *
 * The native version never makes the enlarged picture. Where all four pixels of a block are the same, a 3×3 window sees
 * only 2×2 different ones, so that each pixel of an output block is a 2×2 convolution of the small picture, with the
 * sums of the weights that fall on the same pixel: less than half the arithmetic, and a quarter of the memory.
 */
export function upsampledConvolution(x: tf.Tensor4D, kernel: tf.Tensor4D): tf.Tensor4D {
  return nativeKernels() ? byPhases(x, kernel) : convolution(reflectionPad(upsample(x), 1), kernel);
}

/** Each pixel becomes a block of 2×2 of the same value: [b, h, w, c] → [b, 2h, 2w, c]. @internal */
export function upsample(x: tf.Tensor4D): tf.Tensor4D {
  const [batch, height, width, channels] = x.shape;
  return differentiable([x], (input) => ({
    value: tf.reshape(tf.tile(tf.reshape(input, [batch * height, 1, width, 1, channels]), [1, 2, 1, 2, 1]), [
      batch,
      2 * height,
      2 * width,
      channels,
    ]),
    saved: [],
    // The mean of a block times its 4 pixels is their sum.
    gradient: (dy) => tf.mul(tf.avgPool(dy as tf.Tensor4D, 2, 2, 'valid'), 4),
  }));
}

function byPhases(x: tf.Tensor4D, kernel: tf.Tensor4D): tf.Tensor4D {
  const [batch, height, width] = x.shape;
  const output = kernel.shape[3];
  // Between two small pixels lie the second pixel of the one's block and the first of the other's.
  const kernels = [1, 0].flatMap((row) =>
    [1, 0].map((column) => phaseKernel(phaseKernel(kernel, row, 0), column, 1)),
  );
  const phases = tf.concat(kernels, 3);
  return sequence(
    x,
    // Mirrored at its border without repeating it, the enlarged picture goes on with the same block: the small one with its edge.
    (map) => mirrorPad(map, 1, 'SYMMETRIC'),
    (map) => convolution(map, phases),
    depthToSpace,
    (map) => tf.slice(map, [0, 1, 1, 0], [batch, 2 * height, 2 * width, output]),
  );
}

/** Three weights along an axis to two: the first pixel of a block sees [k₀, k₁ + k₂], the second [k₀ + k₁, k₂]. */
function phaseKernel(kernel: tf.Tensor4D, phase: number, axis: 0 | 1): tf.Tensor4D {
  const [first, middle, last] = tf.split(kernel, 3, axis) as [tf.Tensor4D, tf.Tensor4D, tf.Tensor4D];
  return tf.concat(phase === 0 ? [first, tf.add(middle, last)] : [tf.add(first, middle), last], axis);
}
