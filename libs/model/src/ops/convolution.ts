import * as tf from '@tensorflow/tfjs-core';
import { provideConvolutionGradients } from './convolution-gradients.ts';
import { differentiable } from './differentiable.ts';
import { reflectionPad } from './reflection-pad.ts';
import { relu, reluGradient } from './relu.ts';

/** Convolution without padding. x: [b, h, w, in], kernel: [k, k, in, out] → [b, ⌊(h − k) / stride⌋ + 1, …, out]. */
export function convolution(x: tf.Tensor4D, kernel: tf.Tensor4D, stride = 1): tf.Tensor4D {
  provideConvolutionGradients();
  return inStrips(x, kernel, stride);
}

/** How many times what a convolution takes and gives its table may be, on one thread. */
const MOST_TABLE = 15;

/**
 * Computed op by op, TensorFlow's convolution writes down, one picture after the other, what the kernel sees at each place of it
 * (oneDNN's, in float). Where that table is larger than {@link MOST_TABLE} times the map, the kernel and the outcome for each
 * thread, it falls to a reference implementation: on one thread the last layer of a single picture took a hundred times
 * as long as on two. The picture's strips as a batch hold as much, and each has a table of its own.
 */
function inStrips(x: tf.Tensor4D, kernel: tf.Tensor4D, stride: number): tf.Tensor4D {
  const [size, , input, output] = kernel.shape;
  const [batch, height, width] = x.shape;
  const rows = Math.floor((height - size) / stride) + 1;
  const columns = Math.floor((width - size) / stride) + 1;
  const table = size ** 2 * input * rows * columns;
  const held = batch * (height * width * input + rows * columns * output) + kernel.size;
  const each = Math.ceil(rows / Math.ceil(table / (MOST_TABLE * held)));
  if (each >= rows) return tf.conv2d(x, kernel, stride, 'valid');
  const strips = Math.ceil(rows / each);
  // All are of a size: the last one begins among the rows of the one before.
  const first = (strip: number) => Math.min(strip * each, rows - each);
  const seen = Array.from({ length: strips }, (_, strip) =>
    tf.slice(x, [0, first(strip) * stride, 0, 0], [-1, (each - 1) * stride + size, -1, -1]),
  );
  const outcomes = tf.split<tf.Tensor4D>(tf.conv2d(tf.concat(seen), kernel, stride, 'valid'), strips);
  return tf.concat(
    outcomes.map((outcome, strip) => tf.slice(outcome, [0, strip * each - first(strip), 0, 0])),
    1,
  );
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
    const y = relu(tf.add(inBands(input as tf.Tensor4D, kernel, pad), bias));
    return {
      value: y,
      saved: [y],
      gradient: (dy, [saved]) =>
        tf.conv2dTranspose(reluGradient(dy, saved!) as tf.Tensor4D, kernel, x.shape, 1, pad),
    };
  });
}

/** How many numbers a kernel may see over a map at once: 512 MB of them. */
const MOST_SEEN = 2 ** 27;

/**
 * A convolution of stride 1, of a large map by bands of rows. TensorFlow's (oneDNN's, in float) writes down all that the kernel sees
 * at each place; where that is more than a gigabyte it falls to a reference implementation, and a style picture of
 * 700 pixels takes minutes. The values are those of the whole.
 */
function inBands(x: tf.Tensor4D, kernel: tf.Tensor4D, pad: 'same' | 'valid'): tf.Tensor4D {
  const size = kernel.shape[0];
  const [batch, height, width, channels] = x.shape;
  const rows = Math.max(1, Math.floor(MOST_SEEN / (size ** 2 * batch * width * channels)));
  if (rows >= height) return tf.conv2d(x, kernel, 1, pad);
  const rim = pad === 'same' ? (size - 1) / 2 : 0;
  const padded = tf.pad(x, [[0, 0], [rim, rim], [rim, rim], [0, 0]]); // prettier-ignore
  const last = height + 2 * rim - size + 1;
  const bands: tf.Tensor4D[] = [];
  for (let row = 0; row < last; row += rows) {
    const seen = Math.min(rows, last - row) + size - 1;
    bands.push(tf.conv2d(tf.slice(padded, [0, row, 0, 0], [-1, seen, -1, -1]), kernel, 1, 'valid'));
  }
  return tf.concat(bands, 1);
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
