import * as tf from '@tensorflow/tfjs-core';
import { beforeAll, describe, expect, it } from 'vitest';
import { engines, useEngine } from '../../test/engine.ts';
import { disturbed, stabilityLoss } from './stability.ts';

const random = (shape: [number, number, number, number], seed: number) =>
  tf.randomUniform<tf.Rank.R4>(shape, 0.3, 0.7, 'float32', seed);
const value = async (scalar: tf.Scalar) => (await scalar.data())[0]!;

describe.each(engines)('stability on %s', (engine) => {
  beforeAll(() => useEngine(engine));

  it('a painter that paints alike wherever things are is stable, but for the noise', async () => {
    const photos = random([5, 48, 64, 3], 1);
    // The photo itself; its noise has a deviation of 3 levels.
    expect(await value(stabilityLoss(photos, disturbed(photos)))).toBeCloseTo((3 / 255) ** 2, 5);
    // One that paints by place, not by what it sees.
    const places = random([5, 48, 64, 3], 2);
    expect(await value(stabilityLoss(places, places))).toBeGreaterThan(0.01);
  });

  it('each photo of a batch moves in another direction, up and to the left', async () => {
    const photo = random([1, 40, 40, 3], 3);
    const photos = tf.tile(photo, [4, 1, 1, 1]);
    const [before, after] = [await photo.array(), await disturbed(photos).array()];
    for (const [k, [y, x]] of [
      [1, 2],
      [2, 1],
      [3, 2],
      [2, 3],
    ].entries())
      // prettier-ignore
      for (const [row, column] of [[5, 9], [20, 3], [30, 33]] as const) // prettier-ignore
        expect(Math.abs(after[k]![row]![column]![1]! - before[0]![row + y!]![column + x!]![1]!)).toBeLessThan(
          (4 * 3) / 255,
        );
  });

  it('has the gradient that finite differences along it show, in both paintings', async () => {
    const [one, other] = [random([3, 40, 32, 3], 4), random([3, 40, 32, 3], 5)];
    for (const loss of [
      (pictures: tf.Tensor) => stabilityLoss(pictures as tf.Tensor4D, other),
      (pictures: tf.Tensor) => stabilityLoss(other, pictures as tf.Tensor4D),
    ]) {
      const gradient = tf.grad(loss)(one);
      const length = Math.sqrt((await tf.sum(tf.square(gradient)).data())[0]!);
      const moved = (by: number) => value(loss(tf.add(one, tf.mul(gradient, by / length))));
      const difference = ((await moved(0.5)) - (await moved(-0.5))) / 1;
      expect(Math.abs(difference / length - 1)).toBeLessThan(1e-2);
    }
  });

  it('refuses photos that leave nothing to compare', () => {
    expect(() => disturbed(random([1, 16, 64, 3], 6))).toThrow('too small for --stability-weight');
  });
});
