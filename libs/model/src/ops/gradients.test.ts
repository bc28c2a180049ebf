import * as tf from '@tensorflow/tfjs-core';
import { beforeAll, describe, expect, it } from 'vitest';
import { variants, useVariant } from '../../test/engine.ts';
import { contentLoss, featureVariance } from '../losses/content.ts';
import { momentsLoss, momentsTarget } from '../losses/moments.ts';
import { paletteLoss, paletteTarget } from '../losses/palette.ts';
import { rangeLoss } from '../losses/range.ts';
import { toneLoss, tones } from '../losses/tone.ts';
import { totalVariation } from '../losses/total-variation.ts';
import { convolution, fixedLayer, trainedLayer } from './convolution.ts';
import { gramMatrix } from './gram.ts';
import { halve } from './halve.ts';
import { instanceNorm } from './instance-norm.ts';
import { lastConvolution } from './last-convolution.ts';
import { momentMatrix } from './moment-matrix.ts';
import { reflectionPad } from './reflection-pad.ts';
import { relu } from './relu.ts';
import { upsample, upsampledConvolution } from './upsampled-convolution.ts';

type Op = (...inputs: tf.Tensor[]) => tf.Tensor;

/** Each op with the shapes of its inputs, all of which are differentiated. */
const ops: Record<string, { op: Op; shapes: number[][] }> = {
  'reflection padding by 1': { op: (x) => reflectionPad(x as tf.Tensor4D, 1), shapes: [[2, 5, 6, 3]] },
  'reflection padding by 4': { op: (x) => reflectionPad(x as tf.Tensor4D, 4), shapes: [[1, 6, 5, 2]] },
  'instance norm': {
    op: (x, gamma, beta) => instanceNorm(x as tf.Tensor4D, gamma as tf.Tensor1D, beta as tf.Tensor1D),
    shapes: [[3, 6, 5, 4], [4], [4]],
  },
  relu: { op: relu, shapes: [[2, 4, 4, 3]] },
  'upsampled convolution': {
    op: (x, kernel) => upsampledConvolution(x as tf.Tensor4D, kernel as tf.Tensor4D),
    shapes: [[2, 4, 5, 3], [3, 3, 3, 4]], // prettier-ignore
  },
  upsampling: { op: (x) => upsample(x as tf.Tensor4D), shapes: [[2, 3, 4, 5]] },
  convolution: {
    op: (x, kernel) => convolution(x as tf.Tensor4D, kernel as tf.Tensor4D),
    shapes: [[2, 7, 6, 3], [3, 3, 3, 4]], // prettier-ignore
  },
  'convolution with stride 2, odd sides': {
    op: (x, kernel) => convolution(x as tf.Tensor4D, kernel as tf.Tensor4D, 2),
    shapes: [[1, 9, 7, 3], [3, 3, 3, 4]], // prettier-ignore
  },
  'convolution with stride 2, even sides': {
    op: (x, kernel) => convolution(x as tf.Tensor4D, kernel as tf.Tensor4D, 2),
    shapes: [[1, 8, 6, 3], [3, 3, 3, 4]], // prettier-ignore
  },
  'the last convolution': {
    op: (x, kernel) => lastConvolution(x as tf.Tensor4D, kernel as tf.Tensor4D),
    shapes: [[2, 12, 14, 4], [9, 9, 4, 3]], // prettier-ignore
  },
  'a layer of the loss network': {
    op: (x, kernel, bias) => trainedLayer(x as tf.Tensor4D, kernel as tf.Tensor4D, bias as tf.Tensor1D),
    shapes: [[2, 5, 6, 3], [3, 3, 3, 4], [4]], // prettier-ignore
  },
  'a layer of the loss network that is fixed': {
    op: (x) => fixedLayer(x as tf.Tensor4D, constant([3, 3, 3, 4], 5), constant([4], 6)),
    shapes: [[2, 5, 6, 3]],
  },
  'a layer of the loss network that is fixed and mirrors': {
    op: (x) => fixedLayer(x as tf.Tensor4D, constant([3, 3, 3, 4], 5), constant([4], 6), 'reflection'),
    shapes: [[2, 5, 6, 3]],
  },
  'moment matrix': { op: (x) => momentMatrix(x as tf.Tensor4D, 2), shapes: [[4, 3, 5, 3]] },
  'moments loss': {
    op: (x) => momentsLoss(x as tf.Tensor4D, momentsTarget(random([1, 5, 5, 3], 98) as tf.Tensor4D)),
    shapes: [[2, 4, 4, 3]],
  },
  halving: { op: (x) => halve(x as tf.Tensor4D), shapes: [[2, 7, 6, 3]] },
  'tone loss': {
    op: (x) => toneLoss(tones(x as tf.Tensor4D), tones(random([2, 16, 24, 3], 97) as tf.Tensor4D)),
    shapes: [[2, 16, 24, 3]],
  },
  'Gram matrix': { op: (x) => gramMatrix(x as tf.Tensor4D), shapes: [[2, 4, 5, 3]] },
  'total variation': { op: (x) => totalVariation(x as tf.Tensor4D), shapes: [[2, 5, 6, 3]] },
  'content loss': { op: (x) => contentLoss(x as tf.Tensor4D, tf.ones([2, 4, 4, 3])), shapes: [[2, 4, 4, 3]] },
  'feature variance': { op: (x) => featureVariance(x as tf.Tensor4D), shapes: [[2, 4, 4, 3]] },
  'palette loss': {
    op: (x) => paletteLoss(x as tf.Tensor4D, paletteTarget(random([1, 16, 16, 3], 99) as tf.Tensor4D)),
    shapes: [[2, 16, 16, 3]],
  },
  'range loss': { op: rangeLoss, shapes: [[2, 4, 4, 3]] },
};

/** Lives on: an op's gradient needs it after the op has returned. */
const constant = <R extends tf.Rank>(shape: tf.ShapeMap[R], seed: number) =>
  tf.keep(tf.randomNormal<R>(shape, 0.2, 1, 'float32', seed));
const random = (shape: number[], seed: number) => tf.randomNormal(shape, 0.2, 1, 'float32', seed);

/**
 * Σ (op(x) ⊙ r) for a fixed random r: its gradient touches every output.
 * The steps are large because the numbers are float32; where an op bends (ReLU), a bend within a step would show as a
 * difference, so values near zero are moved away from it.
 */
const STEP = 1e-2;
const awayFromZero = (x: tf.Tensor) => tf.add(x, tf.mul(tf.sign(x), 3 * STEP));

describe.each(variants)('gradients on $engine (native kernels: $native)', (variant) => {
  beforeAll(() => useVariant(variant));

  it.each(Object.entries(ops))('%s agrees with finite differences', async (name, { op, shapes }) => {
    const bends = name === 'relu' || name === 'range loss';
    const inputs = shapes.map((shape, k) =>
      bends ? awayFromZero(random(shape, k + 1)) : random(shape, k + 1),
    );
    const weights = random(op(...inputs).shape, 7);
    const objective = (...x: tf.Tensor[]) => tf.sum<tf.Scalar>(tf.mul(op(...x), weights));
    const gradients = tf.grads(objective)(inputs);
    for (const [k, input] of inputs.entries()) {
      const gradient = await gradients[k]!.data();
      const scale = Math.max(...gradient.map(Math.abs));
      for (const index of probes(input.size)) {
        const moved = async (by: number) => {
          const values = Float32Array.from(await input.data());
          values[index]! += by;
          const x = [...inputs];
          x[k] = tf.tensor(values, input.shape);
          return (await objective(...x).data())[0]!;
        };
        const difference = ((await moved(STEP)) - (await moved(-STEP))) / (2 * STEP);
        expect(
          Math.abs(difference - gradient[index]!),
          `input ${k}, value ${index}: ${difference} ${gradient[index]}`,
        ).toBeLessThan(2e-2 * scale);
      }
    }
  });
});

describe.each(variants.filter(({ native }) => native))('native kernels on $engine', (variant) => {
  beforeAll(() => useVariant(variant));

  it('give the same values as the portable ops', async () => {
    for (const [name, { op, shapes }] of Object.entries(ops)) {
      const inputs = shapes.map((shape, k) => random(shape, k + 1));
      const own = await op(...inputs).data();
      useVariant.portable();
      const portable = await op(...inputs).data();
      await useVariant(variant);
      const scale = Math.max(...portable.map(Math.abs));
      own.forEach((value, i) => expect(Math.abs(value - portable[i]!), name).toBeLessThan(1e-5 * scale));
    }
  });
});

/** Corners, borders and the middle: about a dozen places spread over a tensor. */
function probes(size: number): number[] {
  return [...new Set(Array.from({ length: 12 }, (_, i) => Math.floor((i * (size - 1)) / 11)))];
}
