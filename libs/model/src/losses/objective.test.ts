import * as tf from '@tensorflow/tfjs-core';
import { beforeAll, describe, expect, it } from 'vitest';
import { engines, useEngine } from '../../test/engine.ts';
import { noLoss } from '../../test/no-loss.ts';
import { formulaVgg, parityTensors } from '../../test/parity.ts';
import { trainingConfig, type TrainingConfig } from '../config.ts';
import { LossNetwork, randomLossNetwork } from '../networks/loss-network.ts';
import { type ContentTarget, lossNames, namedLosses, Objective } from './objective.ts';

const reference = parityTensors('moments_step.safetensors');
/** PyTorch's pictures are [b, c, h, w]. */
const picture = (name: string) => {
  const { data, shape } = reference.get(name)!;
  return tf.tidy(() =>
    tf.transpose(tf.tensor4d(data, shape as [number, number, number, number]), [0, 2, 3, 1]),
  );
};
const number = (name: string) => reference.get(name)!.data[0]!;
const sum = (values: Float32Array) => values.reduce((total, value) => total + value, 0);

describe.each(engines)('the objective on %s', (engine) => {
  beforeAll(() => useEngine(engine));

  it('has PyTorch’s terms, total and gradient', async () => {
    const weights = {
      ...noLoss,
      contentWeight: 0.6,
      styleWeight: 1,
      totalVariationWeight: 0.3,
      rangeWeight: 10,
    };
    const config = trainingConfig({ scales: 1, contentLayer: 'relu4_1', ...weights });
    const objective = new Objective(new LossNetwork('vgg19', formulaVgg('vgg19')), picture('style'), config);
    const target = objective.contentTarget(picture('photos'));
    let terms: tf.Tensor | undefined;
    const { grad } = tf.valueAndGrad((paintings: tf.Tensor) => {
      const losses = objective.evaluate(paintings as tf.Tensor4D, target);
      terms = tf.keep(losses.terms);
      return losses.total;
    })(picture('paintings'));
    const got = namedLosses(await terms!.data());
    const wanted: Record<string, number> = {
      style: sum(reference.get('style_terms')!.data),
      content: 0.6 * number('content'),
      totalVariation: 0.3 * number('total_variation'),
      range: 10 * number('outside'),
      total: number('total'),
    };
    for (const name of lossNames) {
      const should = wanted[name] ?? 0;
      expect(Math.abs(got[name]! - should), name).toBeLessThanOrEqual(1e-3 * should);
    }
    // A unit that is within rounding of a bend (ReLU, max pooling) may fall on its other side in another order of sums, which moves
    // the gradient of the pixels that it sees. All others agree to five digits of the
    // largest.
    const expected = picture('gradient');
    const difference = await tf.div(tf.abs(tf.sub(grad, expected)), tf.max(tf.abs(expected))).data();
    expect(difference.filter((each) => each > 1e-5).length / difference.length).toBeLessThan(0.2);
  });

  describe('with a small loss network', () => {
    const random = (shape: [number, number, number, number], seed: number) =>
      tf.randomUniform<tf.Rank.R4>(shape, 0, 1, 'float32', seed);
    const evaluate = async (settings: Partial<TrainingConfig>, change?: (x: tf.Tensor4D) => tf.Tensor4D) => {
      const network = new LossNetwork('compact', randomLossNetwork('compact', 1));
      const photos = random([1, 128, 136, 3], 3);
      const objective = new Objective(network, random([1, 128, 128, 3], 2), trainingConfig(settings));
      const target: ContentTarget = objective.contentTarget(photos);
      return namedLosses(await objective.evaluate(change ? change(photos) : photos, target).terms.data());
    };
    it('sums what is weighted, and computes nothing else', async () => {
      const darker = (x: tf.Tensor4D) => tf.sub<tf.Tensor4D>(tf.mul(x, -1), 0.2);
      const one = await evaluate({ ...noLoss, contentWeight: 1, toneWeight: 1 }, darker);
      const all = await evaluate({ ...noLoss, contentWeight: 2, toneWeight: 3 }, darker);
      expect(all.total).toBeCloseTo(2 * one.content! + 3 * one.tone!, 4);
      expect(all).toMatchObject({ style: 0, totalVariation: 0, range: 0 });
    });

    it('the content of the photos themselves is perfect, and so are their tones, brighter or darker', async () => {
      for (const scales of [1, 2, 3])
        expect(await evaluate({ scales })).toMatchObject({
          content: 0,
          tone: expect.closeTo(0, 4) as number,
        });
      const paler = (x: tf.Tensor4D) => tf.add<tf.Tensor4D>(tf.mul(x, 0.5), 0.4);
      expect((await evaluate({ ...noLoss, toneWeight: 1 }, paler)).tone).toBeCloseTo(0, 3);
      const negative = (x: tf.Tensor4D) => tf.sub<tf.Tensor4D>(1, x);
      expect((await evaluate({ ...noLoss, toneWeight: 1 }, negative)).tone).toBeCloseTo(2, 3);
    });

    it('looks for the style at as many scales as it is told to', async () => {
      const of = async (scales: number) => (await evaluate({ ...noLoss, styleWeight: 1, scales })).style!;
      const [one, two, three] = [await of(1), await of(2), await of(3)];
      expect(new Set([one, two, three]).size).toBe(3);
      for (const style of [one, two, three]) expect(style).toBeGreaterThan(0);
    });
  });
});
