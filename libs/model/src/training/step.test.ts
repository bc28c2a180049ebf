import * as tf from '@tensorflow/tfjs-core';
import { beforeAll, describe, expect, it } from 'vitest';
import { useVariant, variants } from '../../test/engine.ts';
import { noLoss } from '../../test/no-loss.ts';
import { formulaVgg, parityNumbers, parityTensors, relativeDifference } from '../../test/parity.ts';
import type { NamedTensor, Tensors } from '../checkpoint/index.ts';
import { contentLoss } from '../losses/content.ts';
import { namedLosses, Objective } from '../losses/objective.ts';
import { gramMatrices, styleStatistics } from '../losses/style.ts';
import { totalVariation } from '../losses/total-variation.ts';
import { LossNetwork, randomLossNetwork } from '../networks/loss-network.ts';
import { toPyTorch } from '../networks/layout.ts';
import {
  loadParameters,
  type Parameters,
  randomParameters,
  stylize,
  transformerNet,
} from '../networks/transformer-net.ts';
import { adamRates, adamState, adamStep } from './adam.ts';
import { trainingConfig } from '../config.ts';
import { grained, middle, trainingGradient } from './step.ts';
import { fromVector, shapesOf, toVector } from './vector.ts';

interface Expected {
  content_relu3_3: number;
  style: Record<string, number>;
  total_variation: number;
  total: number;
}

const reference = parityTensors('step_w8.safetensors');
const expected = parityNumbers<Expected>('step_w8.json');
/** PyTorch's pictures are [b, c, h, w]. */
const picture = (name: string) => tf.tidy(() => tf.transpose(tf.tensor4d(reference.get(name)!.data, shape4(reference.get(name)!)), [0, 2, 3, 1])); // prettier-ignore
const shape4 = ({ shape }: NamedTensor) => shape as [number, number, number, number];
const group = (prefix: string): Tensors =>
  new Map([...reference].filter(([n]) => n.startsWith(prefix)).map(([n, t]) => [n.slice(prefix.length), t]));

const largest = (values: Float32Array) => values.reduce((most, value) => Math.max(most, Math.abs(value)), 0);
/** A residual block's last shift is the same for all pixels of a channel: the norm of the next layer removes it. */
const inert = (name: string) => /^model\.[3-7]\.block\.1\.norm\.bias$/.test(name);

/** One whole step as PyTorch computed it: total = content + 10·Σ style + 0.5·total variation, then Adam. */
async function step() {
  const parameters = loadParameters(group('weight/'), 8);
  const network = new LossNetwork('vgg16', formulaVgg('vgg16'));
  const target = gramMatrices(network.features(picture('style')));
  const input = picture('input');
  const content = network.features(input, 3)[2]!;
  const names = [...parameters.keys()];
  const parts: Record<string, tf.Tensor> = {};
  const { grads } = tf.valueAndGrads((...tensors: tf.Tensor[]) => {
    const current: Parameters = new Map(names.map((name, k) => [name, tensors[k]!]));
    const output = transformerNet(current, input);
    const features = network.features(output);
    const styles = features.map((map, k) => styleStatistics.raw.loss(map, target[k]!, 1));
    parts.output = tf.keep(tf.transpose(output, [0, 3, 1, 2]));
    parts.content = tf.keep(contentLoss(features[2]!, content));
    styles.forEach((style, k) => (parts[`style${k}`] = tf.keep(style)));
    parts.totalVariation = tf.keep(totalVariation(output));
    const total = tf.addN([parts.content, tf.mul(tf.addN(styles), 10), tf.mul(parts.totalVariation, 0.5)]);
    parts.total = tf.keep(total);
    return total;
  })([...parameters.values()]);
  const before = adamState(toVector(parameters.values()));
  const updated = adamStep(before, toVector(grads), adamRates(1e-3, 1)).values;
  const read = async (tensors: Iterable<tf.Tensor>) => {
    const all = [...tensors];
    return new Map(
      await Promise.all(names.map(async (name, k) => [name, await toPyTorch(all[k]!)] as const)),
    );
  };
  return {
    parts,
    gradients: await read(grads),
    updated: await read(fromVector(updated, shapesOf(parameters)).values()),
  };
}

describe.each(variants)('a training step on $engine (native kernels: $native) against PyTorch', (variant) => {
  let result: Awaited<ReturnType<typeof step>>;
  beforeAll(async () => {
    await useVariant(variant);
    result = await step();
  });

  it('paints the same', async () => {
    expect(relativeDifference(await result.parts.output!.data(), reference.get('output')!.data)).toBeLessThan(
      1e-3,
    );
  });

  it('has the same losses', async () => {
    const check = async (name: string, value: number) =>
      expect(relativeDifference(await result.parts[name]!.data(), [value]), name).toBeLessThan(1e-3);
    await check('content', expected.content_relu3_3);
    await check('totalVariation', expected.total_variation);
    await check('total', expected.total);
    for (const [k, style] of Object.values(expected.style).entries()) await check(`style${k}`, style);
  });

  it('has the same gradients', () => {
    for (const [name, { data }] of result.gradients)
      if (!inert(name))
        expect(relativeDifference(data, reference.get(`grad/${name}`)!.data), name).toBeLessThan(1e-3);
  });

  it('has the same weights after Adam', () => {
    for (const [name, { data }] of result.updated)
      if (!inert(name))
        expect(relativeDifference(data, reference.get(`after_adam_step/${name}`)!.data), name).toBeLessThan(
          1e-3,
        );
  });

  it('has no gradient where the next norm takes every shift away again', () => {
    for (const [name, { data }] of result.gradients)
      if (inert(name))
        for (const values of [data, reference.get(`grad/${name}`)!.data])
          expect(largest(values), name).toBeLessThan(1e-5);
  });

  it('has no gradient for the biases before a norm, in PyTorch nothing but rounding', () => {
    const missing = [...group('grad/')].filter(([name]) => !result.gradients.has(name));
    expect(missing).toHaveLength(15);
    for (const [name, { data }] of missing) expect(Math.max(...data.map(Math.abs)), name).toBeLessThan(1e-5);
  });
});

describe.each(variants)('the gradient of a training step on $engine (native kernels: $native)', (variant) => {
  beforeAll(() => useVariant(variant));

  it('looks at photos and paintings alike, each of a batch at another offset', async () => {
    const network = new LossNetwork('compact', randomLossNetwork('compact', 1));
    const style = tf.randomUniform<tf.Rank.R4>([1, 40, 32, 3], 0, 1, 'float32', 2);
    const objective = new Objective(network, style, trainingConfig({ scales: 1 }));
    const parameters = randomParameters(4, 3);
    const photos = tf.randomUniform<tf.Rank.R4>([2, 32, 32, 3], 0, 1, 'float32', 4);
    const vector = toVector(parameters.values());
    // Of 32 − 2·4 pixels: the first picture from its corner, the second 5 lower and 3 further right.
    const cut = (x: tf.Tensor4D) =>
      tf.concat<tf.Tensor4D>([tf.slice(x, [0, 0, 0, 0], [1, 24, 24, 3]), tf.slice(x, [1, 5, 3, 0], [1, 24, 24, 3])]); // prettier-ignore

    const { terms } = trainingGradient(objective, shapesOf(parameters), { margin: 4 })(vector, photos);
    const wanted = objective.evaluate(cut(stylize(parameters, photos)), objective.contentTarget(cut(photos)));
    expect(relativeDifference(await terms.data(), await wanted.terms.data())).toBeLessThan(1e-5);

    const grainy = trainingGradient(objective, shapesOf(parameters), {
      margin: 4,
      noise: { grain: 3, mottle: 6 },
    })(vector, photos);
    const paintings = stylize(parameters, grained(photos, { grain: 3, mottle: 6 })); // the photos that they are held against have no grain
    const held = objective.evaluate(cut(paintings), objective.contentTarget(cut(photos)));
    expect(relativeDifference(await grainy.terms.data(), await held.terms.data())).toBeLessThan(1e-5);

    const whole = trainingGradient(objective, shapesOf(parameters), { margin: 0 })(vector, photos);
    expect(relativeDifference(await terms.data(), await whole.terms.data())).toBeGreaterThan(1e-3);
  });

  it('is lower where the painting of a moved photo is the moved painting, if that counts; a step goes down that way', async () => {
    const network = new LossNetwork('compact', randomLossNetwork('compact', 1));
    const style = tf.randomUniform<tf.Rank.R4>([1, 32, 32, 3], 0, 1, 'float32', 2);
    const photos = tf.randomUniform<tf.Rank.R4>([2, 32, 32, 3], 0, 1, 'float32', 4);
    const parameters = randomParameters(4, 3);
    const vector = toVector(parameters.values());
    const gradientOf = (stabilityWeight: number, contentWeight = 0) => {
      const objective = new Objective(
        network,
        style,
        trainingConfig({ scales: 1, ...noLoss, contentWeight, stabilityWeight }),
      );
      return trainingGradient(objective, shapesOf(parameters), { margin: 4, noise: { grain: 3, mottle: 6 } });
    };
    const loss = async (at: tf.Tensor) => namedLosses(await gradientOf(100)(at, photos).terms.data());
    const { gradient } = gradientOf(100)(vector, photos);
    const before = await loss(vector);
    expect(before.stability).toBeGreaterThan(0);
    expect(before.total).toBeCloseTo(before.stability!, 5);
    const length = (await tf.norm(gradient).data())[0]!;
    const moved = (by: number) => loss(tf.add(vector, tf.mul(gradient, by / length)));
    const difference = ((await moved(0.002)).total - (await moved(-0.002)).total) / 0.004;
    expect(Math.abs(difference / length - 1)).toBeLessThan(0.03);
    expect(namedLosses(await gradientOf(0, 1)(vector, photos).terms.data()).stability).toBe(0);
  });

  it('can take the middle of all, as runs of version 0.1 go on', async () => {
    const photos = tf.randomUniform<tf.Rank.R4>([2, 12, 16, 3], 0, 1, 'float32', 4);
    expect(middle(photos, 4).shape).toEqual([2, 4, 8, 3]);
    expect([...(await middle(photos, 4).data())]).toEqual([...(await tf.slice(photos, [0, 4, 4, 0], [2, 4, 8, 3]).data())]); // prettier-ignore
  });
});
