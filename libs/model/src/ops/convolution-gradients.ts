import * as tf from '@tensorflow/tfjs-core';

type Tensors = Record<string, tf.Tensor4D>;
type Shape = [number, number, number, number];
interface Attributes {
  strides: [number, number] | number;
  pad: 'same' | 'valid';
  filterShape: Shape;
  inputShape: Shape;
}

/**
 * The WASM backend cannot differentiate a convolution with respect to its kernel, and does so with respect to its input
 * at 2 GFLOP/s, where its convolutions reach 30 on each processor. This makes both out of convolutions.
 * (Square kernels; `same` at stride 1 only.)
 */
export function provideConvolutionGradients(): void {
  const backendName = tf.getBackend();
  if (tf.getKernel('Conv2DBackpropFilter', backendName)) return;
  const provide = (
    kernelName: string,
    kernelFunc: (inputs: Tensors, attributes: Attributes) => tf.Tensor,
  ) => {
    if (tf.getKernel(kernelName, backendName)) tf.unregisterKernel(kernelName, backendName);
    tf.registerKernel({
      kernelName,
      backendName,
      kernelFunc: ({ inputs, attrs }) =>
        tf.tidy(() => kernelFunc(inputs as unknown as Tensors, attrs as unknown as Attributes)),
    });
  };
  provide('Conv2DBackpropFilter', ({ x, dy }, attributes) => filterGradient(x!, dy!, attributes));
  provide('Conv2DBackpropInput', ({ dy, filter }, attributes) => inputGradient(dy!, filter!, attributes));
}

const stride = ({ strides }: Attributes) => (typeof strides === 'number' ? strides : strides[0]);

/**
 * dW[i, j] = Σ over pixels xᵀ · dy, which is itself a convolution: of the input, channels in the place of the batch, with
 * dy for its kernel, whose pixels lie `stride` apart. x: [b, H, W, in], dy: [b, h, w, out] → [k, k, in, out].
 */
function filterGradient(x: tf.Tensor4D, dy: tf.Tensor4D, attributes: Attributes): tf.Tensor {
  const { filterShape, pad } = attributes;
  const [size, , input, output] = filterShape;
  const half = pad === 'same' ? (size - 1) / 2 : 0;
  const padded = tf.pad(x, [[0, 0], [half, half], [half, half], [0, 0]]); // prettier-ignore
  const sums = tf.conv2d(
    tf.transpose(padded, [3, 1, 2, 0]),
    tf.transpose<tf.Tensor4D>(dy, [1, 2, 0, 3]),
    1,
    'valid',
    'NHWC',
    stride(attributes),
  );
  // A row and a column more come out where the stride leaves a rest of the input unused.
  return tf.transpose(tf.slice(sums, [0, 0, 0, 0], [input, size, size, output]), [1, 2, 0, 3]);
}

/**
 * The convolution of dy, its pixels `stride` apart with zeros between, with the kernel turned by 180°.
 * dy: [b, h, w, out], kernel: [k, k, in, out] → [b, H, W, in].
 */
function inputGradient(dy: tf.Tensor4D, kernel: tf.Tensor4D, attributes: Attributes): tf.Tensor {
  const { inputShape, pad } = attributes;
  const pixels = stride(attributes);
  const [, height, width] = dy.shape;
  const size = kernel.shape[0];
  const before = size - 1 - (pad === 'same' ? (size - 1) / 2 : 0);
  const after = (given: number, apart: number) => given - apart + size - 1 - before;
  const apart = spread(dy, pixels);
  const padded = tf.pad(apart, [
    [0, 0],
    [before, after(inputShape[1], pixels * height)],
    [before, after(inputShape[2], pixels * width)],
    [0, 0],
  ]);
  const turned = tf.transpose(tf.reverse(kernel, [0, 1]), [0, 1, 3, 2]);
  return tf.conv2d(padded, turned, 1, 'valid');
}

/** Puts `apart − 1` rows and columns of zeros after each: [b, h, w, c] → [b, apart·h, apart·w, c]. */
function spread(x: tf.Tensor4D, apart: number): tf.Tensor4D {
  if (apart === 1) return x;
  const [batch, height, width, channels] = x.shape;
  const rest = apart - 1;
  const columns = tf.pad(tf.reshape(x, [-1, channels]), [[0, 0], [0, rest * channels]]); // prettier-ignore
  const row = apart * width * channels;
  const rows = tf.pad(tf.reshape(columns, [-1, row]), [[0, 0], [0, rest * row]]); // prettier-ignore
  return tf.reshape(rows, [batch, apart * height, apart * width, channels]);
}
