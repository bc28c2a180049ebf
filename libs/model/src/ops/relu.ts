import * as tf from '@tensorflow/tfjs-core';
import { nativeKernels, typeAttribute } from './native.ts';

/** max(x, 0), with TensorFlow's own gradient kernel where there is one (tfjs builds it from three slow ops). */
export function relu<T extends tf.Tensor>(x: T): T {
  if (!nativeKernels()) return tf.relu(x);
  return tf.customGrad((input, save) => {
    const y = tf.relu(input as tf.Tensor);
    (save as tf.GradSaveFunc)([y]);
    return { value: y, gradFunc: (dy: tf.Tensor, [saved]: tf.Tensor[]) => reluGradient(dy, saved!) };
  })(x) as T;
}

/** dy where y = relu(x) is positive, else 0. */
export function reluGradient(dy: tf.Tensor, y: tf.Tensor): tf.Tensor {
  const kernels = nativeKernels();
  return kernels
    ? kernels.executeSingleOutput('ReluGrad', [typeAttribute(kernels)], [dy, y])
    : tf.tidy(() => tf.mul(dy, tf.step(y)));
}
