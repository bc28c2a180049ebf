import * as tf from '@tensorflow/tfjs-core';

/** A picture in memory: RGB, 0..1, interleaved rows (height × width × 3 values), no alpha. */
export interface Picture {
  width: number;
  height: number;
  data: Float32Array;
}

/** [1, h, w, 3], RGB 0..1. */
export function toTensor({ width, height, data }: Picture): tf.Tensor4D {
  return tf.tensor4d(data, [1, height, width, 3]);
}

/** The picture in a tensor [1, h, w, 3], clamped to 0..1; the tensor stays. */
export async function toPicture(x: tf.Tensor4D): Promise<Picture> {
  const [, height, width] = x.shape;
  const clamped = tf.clipByValue(x, 0, 1);
  const data = Float32Array.from(await clamped.data());
  clamped.dispose();
  return { width, height, data };
}
