import * as tf from '@tensorflow/tfjs-core';
import { differentiable } from './differentiable.ts';
import { relu, reluGradient } from './relu.ts';

/** Convolution without padding. x: [b, h, w, in], kernel: [k, k, in, out] → [b, ⌊(h − k) / stride⌋ + 1, …, out]. */
export function convolution(x: tf.Tensor4D, kernel: tf.Tensor4D, stride = 1): tf.Tensor4D {
  provideFilterGradient();
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
  provideFilterGradient();
  return relu(tf.add(tf.conv2d(x, kernel, 1, 'same'), bias));
}

/**
 * The WASM backend cannot differentiate a convolution with respect to its kernel. This adds what is missing, as one
 * product of matrices for each position of the kernel: dW[i, j] = xᵀ · dy over the pixels that position looks at.
 */
function provideFilterGradient(): void {
  const backendName = tf.getBackend();
  if (tf.getKernel('Conv2DBackpropFilter', backendName)) return;
  tf.registerKernel({
    kernelName: 'Conv2DBackpropFilter',
    backendName,
    kernelFunc: ({ inputs, attrs }) => {
      const { x, dy } = inputs as unknown as { x: tf.Tensor4D; dy: tf.Tensor4D };
      const { strides, pad, filterShape } = attrs as unknown as {
        strides: [number, number] | number;
        pad: 'same' | 'valid';
        filterShape: [number, number, number, number];
      };
      const stride = typeof strides === 'number' ? strides : strides[0];
      return tf.tidy(() => filterGradient(x, dy, filterShape, stride, pad));
    },
  });
}

function filterGradient(
  x: tf.Tensor4D,
  dy: tf.Tensor4D,
  [rows, columns, input, output]: [number, number, number, number],
  stride: number,
  pad: 'same' | 'valid',
): tf.Tensor4D {
  const [batch, height, width] = dy.shape;
  const half = pad === 'same' ? [(rows - 1) / 2, (columns - 1) / 2] : [0, 0];
  const padded = tf.pad(x, [[0, 0], [half[0]!, half[0]!], [half[1]!, half[1]!], [0, 0]]); // prettier-ignore
  const flat = tf.reshape(dy, [-1, output]);
  const products: tf.Tensor[] = [];
  for (let i = 0; i < rows; i++)
    for (let j = 0; j < columns; j++) {
      const seen = tf.stridedSlice(
        padded,
        [0, i, j, 0],
        [batch, i + (height - 1) * stride + 1, j + (width - 1) * stride + 1, input],
        [1, stride, stride, 1],
      );
      products.push(tf.matMul(tf.reshape(seen, [-1, input]), flat, true, false));
    }
  return tf.reshape(tf.stack(products), [rows, columns, input, output]);
}
