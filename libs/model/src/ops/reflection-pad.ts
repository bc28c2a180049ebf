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
  return nativeKernels() ? mirrorPad(x, pad, 'REFLECT') : padBoth(x, pad, 'REFLECT');
}

/** REFLECT leaves the border pixels out, SYMMETRIC repeats them (for 1 pixel: continues the edge). */
type Mode = 'REFLECT' | 'SYMMETRIC';

const padBoth = (x: tf.Tensor4D, pad: number, mode: Mode) => padAxis(padAxis(x, pad, 1, mode), pad, 2, mode);

function padAxis(x: tf.Tensor4D, pad: number, axis: 1 | 2, mode: Mode): tf.Tensor4D {
  const side = x.shape[axis];
  const left = mode === 'REFLECT' ? 1 : 0;
  const cut = (from: number) => {
    const begin = [0, 0, 0, 0];
    const size = [...x.shape];
    begin[axis] = from;
    size[axis] = pad;
    const strip = tf.slice<tf.Rank.R4, tf.Tensor4D>(x, begin, size);
    return pad === 1 ? strip : tf.reverse(strip, axis);
  };
  return tf.concat([cut(left), x, cut(side - left - pad)], axis);
}

/**
 * The same padding with TensorFlow's own kernel for the gradient. (Its kernel for the padding finds each number's place by
 * itself, and takes four times as long as copying rows.)
 */
export function mirrorPad(x: tf.Tensor4D, pad: number, mode: Mode): tf.Tensor4D {
  return differentiable([x], (input) => ({
    value: padBoth(input as tf.Tensor4D, pad, mode),
    saved: [],
    gradient: (dy) => {
      const kernels = nativeKernels()!;
      const attributes = [
        typeAttribute(kernels),
        typeAttribute(kernels, 'Tpaddings', true),
        textAttribute(kernels, 'mode', mode),
      ];
      return tf.tidy(() => {
        const sides = tf.tensor2d([0, 0, pad, pad, pad, pad, 0, 0], [4, 2], 'int32');
        return kernels.executeSingleOutput('MirrorPadGrad', attributes, [dy, sides]) as tf.Tensor4D;
      });
    },
  }));
}
