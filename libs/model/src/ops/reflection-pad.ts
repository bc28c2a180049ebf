import * as tf from '@tensorflow/tfjs-core';
import { differentiable } from './differentiable.ts';
import { nativeKernels, textAttribute, typeAttribute } from './native.ts';

/**
 * Mirrors `pad` pixels at each border without repeating the border itself: [b, h, w, c] → [b, h + 2·pad, w + 2·pad, c].
 * Needs h and w > pad. (tf.mirrorPad is not used: its gradient in tfjs 4.22 loses the share of the mirrored pixels.)
 */
export function reflectionPad(x: tf.Tensor4D, pad: number): tf.Tensor4D {
  const [, height, width] = x.shape;
  if (height <= pad || width <= pad)
    throw new RangeError(`a map of ${width}×${height} is too small to mirror ${pad} pixels at each border`);
  return nativeKernels() ? mirrorPad(x, pad, 'REFLECT') : padAxis(padAxis(x, pad, 1), pad, 2);
}

function padAxis(x: tf.Tensor4D, pad: number, axis: 1 | 2): tf.Tensor4D {
  const side = x.shape[axis];
  const cut = (from: number) => {
    const begin = [0, 0, 0, 0];
    const size = [...x.shape];
    begin[axis] = from;
    size[axis] = pad;
    return tf.reverse(tf.slice(x, begin, size), axis);
  };
  return tf.concat([cut(1), x, cut(side - 1 - pad)], axis);
}

/** TensorFlow's own padding: REFLECT leaves the border pixels out, SYMMETRIC repeats them (for 1 pixel: continues the edge). */
export function mirrorPad(x: tf.Tensor4D, pad: number, mode: 'REFLECT' | 'SYMMETRIC'): tf.Tensor4D {
  const run = (name: string, input: tf.Tensor) => {
    const kernels = nativeKernels()!;
    const attributes = [
      typeAttribute(kernels),
      typeAttribute(kernels, 'Tpaddings', true),
      textAttribute(kernels, 'mode', mode),
    ];
    return tf.tidy(() => {
      const sides = tf.tensor2d([0, 0, pad, pad, pad, pad, 0, 0], [4, 2], 'int32');
      return kernels.executeSingleOutput(name, attributes, [input, sides]) as tf.Tensor4D;
    });
  };
  return differentiable([x], (input) => ({
    value: run('MirrorPad', input),
    saved: [],
    gradient: (dy) => run('MirrorPadGrad', dy),
  }));
}
