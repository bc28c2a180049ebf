import * as tf from '@tensorflow/tfjs-core';
import { beforeAll, describe, expect, it } from 'vitest';
import { engines, useEngine } from '../../test/engine.ts';
import { convolution, fixedLayer } from './convolution.ts';
import { reflectionPad } from './reflection-pad.ts';

const waves = (shape: [number, number, number, number], length: number) =>
  tf.reshape<tf.Rank.R4>(tf.sin(tf.mul(tf.range(0, tf.util.sizeFromShape(shape)), length)), shape);

describe.each(engines)('a convolution on %s', (engine) => {
  beforeAll(() => useEngine(engine));

  it.each([1, 2])(
    'whose kernel sees much of a picture gives what the whole gives, at stride %i',
    async (stride) => {
      // One picture of 57 and 28 rows to compute: in two strips, and where three channels see 13×13 places in more.
      for (const [size, channels] of [
        [10, 16],
        [13, 3],
      ] as const) {
        const x = waves([1, 57 + size, 40, channels], 0.7);
        const kernel = waves([size, size, channels, 4], 0.3);
        const both = (layer: (map: tf.Tensor4D) => tf.Tensor4D) => [
          layer(x),
          tf.grad((map) => tf.sum(tf.square(layer(map as tf.Tensor4D))))(x),
        ];
        const whole = both((map) => tf.conv2d(map, kernel, stride, 'valid'));
        for (const [k, ours] of both((map) => convolution(map, kernel, stride)).entries()) {
          expect(ours.shape).toEqual(whole[k]!.shape);
          const most = (await tf.max(tf.abs(whole[k]!)).data())[0]!;
          expect((await tf.max(tf.abs(tf.sub(ours, whole[k]!))).data())[0]! / most).toBeLessThan(1e-5);
        }
      }
    },
  );
});

describe.each(engines)('a layer of the loss network on %s', (engine) => {
  beforeAll(() => useEngine(engine));

  it('gives of a large map, which it computes by bands, what the whole gives', async () => {
    const [x, kernel, bias] = [waves([1, 500, 480, 64], 0.7), waves([3, 3, 64, 1], 0.3), tf.tensor1d([0.5])];
    const whole = {
      zero: tf.conv2d(x, kernel, 1, 'same'),
      reflection: tf.conv2d(reflectionPad(x, 1), kernel, 1, 'valid'),
    };
    for (const padding of ['zero', 'reflection'] as const) {
      const layer = fixedLayer(x, kernel, bias, padding);
      const difference = tf.sub(layer, tf.relu(tf.add(whole[padding], bias)));
      expect(layer.shape).toEqual([1, 500, 480, 1]);
      expect((await tf.max(tf.abs(difference)).data())[0], padding).toBeLessThan(1e-3);
      expect((await tf.max(layer).data())[0]).toBeGreaterThan(1);
    }
  });
});
