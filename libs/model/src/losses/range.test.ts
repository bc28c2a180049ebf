import * as tf from '@tensorflow/tfjs-core';
import { beforeAll, expect, it } from 'vitest';
import { useEngine } from '../../test/engine.ts';
import { rangeLoss } from './range.ts';

beforeAll(() => useEngine('tensorflow'));

it('is the mean square of what lies beyond 0..1', async () => {
  expect((await rangeLoss(tf.tensor1d([-0.1, 0.5, 1.2, 1])).data())[0]).toBeCloseTo(0.05 / 4, 6);
});
