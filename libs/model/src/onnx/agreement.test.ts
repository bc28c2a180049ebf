import * as tf from '@tensorflow/tfjs-core';
import * as ort from 'onnxruntime-node';
import { beforeAll, describe, expect, it } from 'vitest';
import { useVariant, variants } from '../../test/engine.ts';
import type { Checkpoint } from '../checkpoint/index.ts';
import { loadParameters, randomParameters, saveParameters, stylize } from '../networks/transformer-net.ts';
import { exportOnnx } from './index.ts';

const WIDTH = 8;

describe.each(variants)(
  'the exported network against the one on $engine (native kernels: $native)',
  (variant) => {
    let checkpoint: Checkpoint;
    beforeAll(async () => {
      await useVariant(variant);
      checkpoint = {
        metadata: {
          formatVersion: 1,
          kind: 'weights',
          architecture: { name: 'transformer-net', width: WIDTH },
          iteration: 0,
        },
        tensors: await saveParameters(randomParameters(WIDTH, 11), WIDTH),
      };
    });

    it.each([
      [32, 32],
      [257, 513],
      [640, 400],
    ])('paints %i×%i alike', async (height, width) => {
      const photo = tf.randomUniform<tf.Rank.R4>([1, height, width, 3], 0, 1, 'float32', 12);
      const parameters = loadParameters(checkpoint.tensors, WIDTH);
      const ours = tf.tidy(() =>
        tf.transpose(tf.clipByValue(stylize(parameters, photo), 0, 1), [0, 3, 1, 2]),
      );
      const planes = Float32Array.from(await tf.transpose(photo, [0, 3, 1, 2]).data());
      const session = await ort.InferenceSession.create(exportOnnx(checkpoint));
      const { painting } = await session.run({
        photo: new ort.Tensor('float32', planes, [1, 3, height, width]),
      });
      expect(painting!.dims).toEqual(ours.shape);
      const [expected, actual] = [await ours.data(), painting!.data as Float32Array];
      const largest = actual.reduce((most, value, i) => Math.max(most, Math.abs(value - expected[i]!)), 0);
      expect(largest).toBeLessThan(1e-3);
    });
  },
);
