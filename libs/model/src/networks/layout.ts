import * as tf from '@tensorflow/tfjs-core';
import type { NamedTensor } from '../checkpoint/index.ts';

/** PyTorch's convolutions are out × in × height × width, TensorFlow's height × width × in × out; vectors are the same. */
export function fromPyTorch({ shape, data }: NamedTensor): tf.Tensor {
  return tf.tidy(() => fromPyTorchLayout(tf.tensor(data, shape)));
}

export function fromPyTorchLayout(tensor: tf.Tensor): tf.Tensor {
  return tensor.rank === 4 ? tf.transpose(tensor, [2, 3, 1, 0]) : tensor;
}

/** The reverse of {@link fromPyTorch}; reads the values back from the engine. */
export async function toPyTorch(tensor: tf.Tensor): Promise<NamedTensor> {
  const turned = tf.tidy(() => (tensor.rank === 4 ? tf.transpose(tensor, [3, 2, 0, 1]) : tf.clone(tensor)));
  const data = Float32Array.from(await turned.data());
  turned.dispose();
  return { shape: turned.shape, data };
}
