import * as tf from '@tensorflow/tfjs-core';
import { beforeAll, describe, expect, it } from 'vitest';
import { engines, useEngine } from '../../test/engine.ts';
import { LossNetwork, randomLossNetwork } from '../networks/loss-network.ts';
import type { Picture } from '../picture.ts';
import { Evaluation } from './measures.ts';
import { multiplyAdds } from './multiply-adds.ts';
import { rankCorrelation } from './rank-correlation.ts';
import { styleDistances } from './style-distances.ts';

/** Stripes of some width, in a colour: pictures that differ in texture, palette and roughness. */
function stripes(period: number, colour: [number, number, number]): Picture {
  const [width, height] = [72, 64];
  const data = Float32Array.from({ length: width * height * 3 }, (_, i) => {
    const x = Math.floor(i / 3) % width;
    return (0.5 + 0.4 * Math.sin((2 * Math.PI * x) / period)) * colour[i % 3]!;
  });
  return { width, height, data };
}

const photo = stripes(20, [1, 0.6, 0.2]);
const style = stripes(6, [0.1, 0.3, 1]);

describe.each(engines)('on %s', (engine) => {
  let network: LossNetwork;
  beforeAll(async () => {
    await useEngine(engine);
    network = new LossNetwork('compact', randomLossNetwork('compact', 1));
  });

  it('measures a painting beside its photo', async () => {
    const evaluation = new Evaluation(network, style);
    const before = tf.memory().numTensors;
    const untouched = await evaluation.measure(photo, photo);
    expect(untouched).toMatchObject({ style: 1, content: 0, totalVariation: 1 });
    const perfect = await evaluation.measure(photo, style);
    expect(perfect.style).toBeCloseTo(0, 10);
    expect(perfect.content).toBeGreaterThan(0.1);
    expect(perfect.totalVariation).toBeGreaterThan(1);
    const between = stripes(12, [0.5, 0.5, 0.5]);
    const half = await evaluation.measure(photo, between);
    expect(half.style).toBeGreaterThan(0);
    expect(half.style).toBeLessThan(1);
    expect(tf.memory().numTensors).toBe(before);
    evaluation.dispose();
  });

  it('tells the style distances of all pairs, but of none with itself', async () => {
    const copy = { ...style };
    const before = tf.memory().numTensors;
    const rows = await styleDistances(network, [photo, style], [style, copy]);
    expect(tf.memory().numTensors).toBe(before);
    expect(rows).toHaveLength(3); // photo–style, photo–copy, style–copy
    for (const distance of rows[0]!) expect(distance).toBeGreaterThan(0);
    expect(rows[1]).toEqual(rows[0]);
    expect(rows[2]).toEqual([0, 0, 0, 0]);
  });
});

it('ranks as Spearman does', () => {
  expect(rankCorrelation([1, 2, 3, 4, 5], [5, 6, 7, 8, 7])).toBeCloseTo(0.8207826816681233, 12); // SciPy's example
  expect(rankCorrelation([3, 1, 2], [30, 10, 1e9])).toBeCloseTo(0.5, 12);
  expect(rankCorrelation([1, 2, 3], [-1, -20, -300])).toBeCloseTo(-1, 12);
  expect(rankCorrelation([1, 1], [1, 2])).toBeNaN();
  expect(() => rankCorrelation([1], [1, 2])).toThrow('1 values cannot be ranked against 2');
});

it('counts the multiply-adds of VGG16 as they are commonly told, and a sixteenth of most for compact', () => {
  const conv1 = 86_704_128;
  const others = 3 * 924_844_032 + 6 * 1_849_688_064;
  expect(multiplyAdds('vgg16', 224, 224)).toBe(conv1 + others);
  expect(multiplyAdds('compact', 224, 224)).toBe(conv1 / 4 + others / 16);
});
