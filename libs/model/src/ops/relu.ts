import * as tf from '@tensorflow/tfjs-core';
import { differentiable } from './differentiable.ts';
import { nativeKernels, typeAttribute } from './native.ts';

/** max(x, 0), with TensorFlow's own gradient kernel where there is one (tfjs builds it from three slow ops). */
export function relu<T extends tf.Tensor>(x: T): T {
  if (!nativeKernels()) return tf.relu(x);
  return differentiable([x], (input) => {
    const y = tf.relu(input);
    return { value: y, saved: [y], gradient: (dy, [saved]) => reluGradient(dy, saved!) };
  });
}

/** dy where y = relu(x) is positive, else 0. */
export function reluGradient(dy: tf.Tensor, y: tf.Tensor): tf.Tensor {
  const kernels = nativeKernels();
  return kernels
    ? kernels.executeSingleOutput('ReluGrad', [typeAttribute(kernels)], [dy, y])
    : tf.tidy(() => tf.mul(dy, tf.step(y)));
}
