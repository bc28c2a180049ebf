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

/** Deviations, in levels of 255, of what is put onto a photo that is to be painted. */
export interface Noise {
  grain?: number;
  mottle?: number;
}

/**
 * The {@link grain} and {@link mottle} of pictures [b, h, w, 3], in each of the batch others, in whole levels as photos of 8 bits
 * have them: rounded here and not by an engine, of which each has another sum just above or below a half.
 */
export function noiseMap(
  shape: tf.Tensor4D['shape'],
  { grain: fine = 0, mottle: broad = 0 }: Noise,
): tf.Tensor4D {
  const [batch, height, width] = shape;
  const values = new Float32Array(batch * height * width * 3);
  for (let y = 0, at = 0; y < batch * height; y++) {
    const row = mottle(y, width);
    for (let x = 0; x < width; x++)
      for (let c = 0; c < 3; c++, at++) values[at] = Math.round(fine * grain(x, y, c) + broad * row[x]!);
  }
  return tf.tensor4d(values, shape);
}
