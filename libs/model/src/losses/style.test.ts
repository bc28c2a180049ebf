import * as tf from '@tensorflow/tfjs-core';
import { beforeAll, describe, expect, it } from 'vitest';
import { useVariant, variants } from '../../test/engine.ts';
import { momentMatrix } from '../ops/moment-matrix.ts';
import { momentsLoss, momentsTarget } from './moments.ts';
import { styleStatistics } from './style.ts';

const read = async (loss: tf.Tensor) => (await loss.data())[0];

// Two pictures of two pixels and two channels: Gram matrices diag(1, 4) / 4 and diag(4, 4) / 4. The style's is the identity.
const features = () => tf.tensor4d([1, 0, 0, 2, 2, 0, 0, 2], [2, 1, 2, 2]);
const gram = () => tf.tensor3d([1, 0, 0, 1], [1, 2, 2]);

describe.each(variants)('style statistics on $engine (native kernels: $native), by hand', (variant) => {
  beforeAll(() => useVariant(variant));

  it('raw: the mean square of the difference of Gram matrices, over the pictures too', async () => {
    expect(await read(styleStatistics.raw.loss(features(), gram(), 1))).toBeCloseTo(0.75 ** 2 / 4 / 2, 6);
  });

  it('relative: ‖G − A‖² / ‖A‖²', async () => {
    expect(await read(styleStatistics.relative.loss(features(), gram(), 1))).toBeCloseTo(
      0.75 ** 2 / 2 / 2,
      6,
    );
  });

  it('moments: mean and centred covariance, of all pictures together or of each group', async () => {
    const all = [3 / 4, 1, 11 / 16, -3 / 4, -3 / 4, 1];
    expect([...(await momentMatrix(features()).data())]).toEqual(all.map((value) => expect.closeTo(value, 6) as number)); // prettier-ignore
    const each = [1 / 2, 1, 1 / 4, -1 / 2, -1 / 2, 1, 1, 1, 1, -1, -1, 1];
    expect([...(await momentMatrix(features(), 2).data())]).toEqual(each.map((value) => expect.closeTo(value, 6) as number)); // prettier-ignore
  });

  it('moments: ‖C − C_s‖² / ‖C_s‖² + ‖μ − μ_s‖² / tr C_s', async () => {
    // The style: mean (1, 1), covariance (1, −1; −1, 1), so ‖C_s‖² = 4 and tr C_s = 2.
    const target = momentsTarget(tf.tensor4d([2, 0, 0, 2], [1, 1, 2, 2]));
    const covariance = (5 / 16) ** 2 + 2 * (1 / 4) ** 2;
    expect(await read(momentsLoss(features(), target))).toBeCloseTo(covariance / 4 + (1 / 4) ** 2 / 2, 6);
    const first = ((3 / 4) ** 2 + 2 * (1 / 2) ** 2) / 4 + (1 / 2) ** 2 / 2; // the second picture is the style itself
    expect(await read(momentsLoss(features(), target, 1))).toBeCloseTo(first / 2, 6);
    expect(await read(momentsLoss(features(), target, 3))).toBeCloseTo(covariance / 4 + (1 / 4) ** 2 / 2, 6);
  });

  it('moments: finite for a style of one colour', async () => {
    const target = momentsTarget(tf.fill([1, 4, 4, 2], 0.5));
    expect(Number.isFinite(await read(momentsLoss(features(), target)))).toBe(true);
  });
});
