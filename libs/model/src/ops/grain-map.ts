import * as tf from '@tensorflow/tfjs-core';
import { grain, mottle } from '../grain.ts';

/** The {@link grain} of pictures [b, h, w, 3], in each of the batch another, from column `left` on; deviation 1. */
export function grainMap(shape: tf.Tensor4D['shape'], left = 0): tf.Tensor4D {
  const [batch, height, width] = shape;
  const values = new Float32Array(batch * height * width * 3);
  for (let y = 0, at = 0; y < batch * height; y++)
    for (let x = 0; x < width; x++) for (let c = 0; c < 3; c++, at++) values[at] = grain(left + x, y, c);
  return tf.tensor4d(values, shape);
}

/** The {@link mottle} of pictures [b, h, w, 1], in each of the batch another, from column `left` on; deviation 1. */
export function mottleMap([batch, height, width]: tf.Tensor4D['shape'], left = 0): tf.Tensor4D {
  const values = new Float32Array(batch * height * width);
  for (let y = 0; y < batch * height; y++) values.set(mottle(y, width, left), y * width);
  return tf.tensor4d(values, [batch, height, width, 1]);
}
