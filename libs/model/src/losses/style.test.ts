import * as tf from '@tensorflow/tfjs-core';
import { beforeAll, describe, expect, it } from 'vitest';
import { useVariant, variants } from '../../test/engine.ts';
import { type Features, taps } from '../networks/loss-network.ts';
import { gramDistances, relativeStyleLosses, styleLosses } from './style.ts';

/** The same features at each tap. */
const everywhere = (features: tf.Tensor4D) =>
  Object.fromEntries(taps.map((tap) => [tap, features])) as unknown as Features;
const read = async (losses: tf.Scalar[]) => Promise.all(losses.map(async (loss) => (await loss.data())[0]!));
const atEachTap = (value: number) => taps.map(() => expect.closeTo(value, 6) as number);

// Two pictures of two pixels and two channels: Gram matrices diag(1, 4) / 4 and diag(4, 4) / 4. The style's is the identity.
const features = () => tf.tensor4d([1, 0, 0, 2, 2, 0, 0, 2], [2, 1, 2, 2]);
const target = () => taps.map(() => tf.tensor3d([1, 0, 0, 1], [1, 2, 2]));

describe.each(variants)('the style loss on $engine (native kernels: $native), by hand', (variant) => {
  beforeAll(() => useVariant(variant));

  it('is the mean square of the difference of Gram matrices, over the pictures too', async () => {
    expect(await read(styleLosses(everywhere(features()), target()))).toEqual(atEachTap(0.75 ** 2 / 4 / 2));
  });

  it('is ‖G − A‖² / ‖A‖² where it is relative', async () => {
    expect(await read(relativeStyleLosses(everywhere(features()), target()))).toEqual(
      atEachTap(0.75 ** 2 / 2 / 2),
    );
    const grams = taps.map(() => tf.tensor3d([0.25, 0, 0, 1], [1, 2, 2]));
    expect(await read(gramDistances(grams, target()))).toEqual(atEachTap(0.75 ** 2 / 2));
    expect(await read(gramDistances(target(), grams))).toEqual(atEachTap(0.75 ** 2 / (0.25 ** 2 + 1)));
  });
});
