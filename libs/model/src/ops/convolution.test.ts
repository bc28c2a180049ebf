import * as tf from '@tensorflow/tfjs-core';
import { beforeAll, describe, expect, it } from 'vitest';
import { engines, useEngine } from '../../test/engine.ts';
import { fixedLayer } from './convolution.ts';
import { reflectionPad } from './reflection-pad.ts';

describe.each(engines)('a layer of the loss network on %s', (engine) => {
  beforeAll(() => useEngine(engine));

  it('gives of a large map, which it computes by bands, what the whole gives', async () => {
    const waves = (shape: [number, number, number, number], length: number) =>
      tf.reshape<tf.Rank.R4>(tf.sin(tf.mul(tf.range(0, tf.util.sizeFromShape(shape)), length)), shape);
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
