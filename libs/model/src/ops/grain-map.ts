import * as tf from '@tensorflow/tfjs-core';
import { grain, type Noise, noiseRow } from '../grain.ts';

/** The {@link grain} of pictures [b, h, w, 3], in each of the batch another, from column `left` on; deviation 1. */
export function grainMap(shape: tf.Tensor4D['shape'], left = 0): tf.Tensor4D {
  const [batch, height, width] = shape;
  const values = new Float32Array(batch * height * width * 3);
  for (let y = 0, at = 0; y < batch * height; y++)
    for (let x = 0; x < width; x++) for (let c = 0; c < 3; c++, at++) values[at] = grain(left + x, y, c);
  return tf.tensor4d(values, shape);
}

/**
 * The {@link noiseRow noise} of pictures [b, h, w, 3], in each of the batch another: rounded there and not by an engine, of which
 * each has another sum just above or below a half.
 */
export function noiseMap(shape: tf.Tensor4D['shape'], noise: Noise): tf.Tensor4D {
  const [batch, height, width] = shape;
  const values = new Float32Array(batch * height * width * 3);
  for (let y = 0; y < batch * height; y++) values.set(noiseRow(y, width, noise), 3 * width * y);
  return tf.tensor4d(values, shape);
}
