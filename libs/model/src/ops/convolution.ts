import * as tf from '@tensorflow/tfjs-core';
import { provideConvolutionGradients } from './convolution-gradients.ts';
import { differentiable } from './differentiable.ts';
import { reflectionPad } from './reflection-pad.ts';
import { relu, reluGradient } from './relu.ts';

/** Convolution without padding. x: [b, h, w, in], kernel: [k, k, in, out] → [b, ⌊(h − k) / stride⌋ + 1, …, out]. */
export function convolution(x: tf.Tensor4D, kernel: tf.Tensor4D, stride = 1): tf.Tensor4D {
  provideConvolutionGradients();
  return tf.conv2d(x, kernel, stride, 'valid');
}

/** What a convolution sees beyond the border: zeros, or the picture mirrored. */
export type Padding = 'zero' | 'reflection';

/**
 * A layer of a loss network: 3×3 convolution, padded by 1, bias, ReLU. [b, h, w, in] → [b, h, w, out].
 * Kernel and bias are fixed: only x gets a gradient, and of the maps in between none is kept for it.
 */
export function fixedLayer(
  x: tf.Tensor4D,
  kernel: tf.Tensor4D,
  bias: tf.Tensor1D,
  padding: Padding = 'zero',
): tf.Tensor4D {
  if (padding === 'reflection') return fixedConvolution(reflectionPad(x, 1), kernel, bias, 'valid');
  return fixedConvolution(x, kernel, bias, 'same');
}

function fixedConvolution(
  x: tf.Tensor4D,
  kernel: tf.Tensor4D,
  bias: tf.Tensor1D,
  pad: 'same' | 'valid',
): tf.Tensor4D {
  provideConvolutionGradients();
  return differentiable([x], (input) => {
    const y = relu(tf.add(tf.conv2d(input as tf.Tensor4D, kernel, 1, pad), bias));
    return {
      value: y,
      saved: [y],
      gradient: (dy, [saved]) =>
        tf.conv2dTranspose(reluGradient(dy, saved!) as tf.Tensor4D, kernel, x.shape, 1, pad),
    };
  });
}

/** The same layer with a kernel and a bias that are being trained. */
export function trainedLayer(
  x: tf.Tensor4D,
  kernel: tf.Tensor4D,
  bias: tf.Tensor1D,
  padding: Padding = 'zero',
): tf.Tensor4D {
  provideConvolutionGradients();
  const [input, pad] = padding === 'reflection' ? ([reflectionPad(x, 1), 'valid'] as const) : ([x, 'same'] as const); // prettier-ignore
  return relu(tf.add(tf.conv2d(input, kernel, 1, pad), bias));
}
