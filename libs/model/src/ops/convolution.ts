import * as tf from '@tensorflow/tfjs-core';
import { provideConvolutionGradients } from './convolution-gradients.ts';
import { differentiable } from './differentiable.ts';
import { relu, reluGradient } from './relu.ts';

/** Convolution without padding. x: [b, h, w, in], kernel: [k, k, in, out] → [b, ⌊(h − k) / stride⌋ + 1, …, out]. */
export function convolution(x: tf.Tensor4D, kernel: tf.Tensor4D, stride = 1): tf.Tensor4D {
  provideConvolutionGradients();
  return tf.conv2d(x, kernel, stride, 'valid');
}

/**
 * A layer of a loss network: 3×3 convolution with zero padding, bias, ReLU. [b, h, w, in] → [b, h, w, out].
 * Kernel and bias are fixed: only x gets a gradient, and of the maps in between none is kept for it.
 */
export function fixedLayer(x: tf.Tensor4D, kernel: tf.Tensor4D, bias: tf.Tensor1D): tf.Tensor4D {
  return differentiable([x], (input) => {
    const y = trainedLayer(input as tf.Tensor4D, kernel, bias);
    return {
      value: y,
      saved: [y],
      gradient: (dy, [saved]) =>
        tf.conv2dTranspose(reluGradient(dy, saved!) as tf.Tensor4D, kernel, x.shape, 1, 'same'),
    };
  });
}

/** The same layer with a kernel and a bias that are being trained. */
export function trainedLayer(x: tf.Tensor4D, kernel: tf.Tensor4D, bias: tf.Tensor1D): tf.Tensor4D {
  provideConvolutionGradients();
  return relu(tf.add(tf.conv2d(x, kernel, 1, 'same'), bias));
}
