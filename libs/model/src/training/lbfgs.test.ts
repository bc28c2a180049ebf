import * as tf from '@tensorflow/tfjs-core';
import { beforeAll, expect, test } from 'vitest';
import { useEngine } from '../../test/engine.ts';
import { Lbfgs } from './lbfgs.ts';

beforeAll(() => useEngine('wasm'));

/** Rosenbrock's valley in pairs (x, y): 100 (y − x²)² + (1 − x)², lowest at (1, 1), where steepest descent crawls. */
function rosenbrock(values: tf.Tensor): tf.Scalar {
  const [x, y] = tf.split(values, 2, 0);
  const bend = tf.square(tf.sub(y!, tf.square(x!)));
  return tf.sum(tf.add(tf.mul(bend, 100), tf.square(tf.sub(1, x!))));
}

function minimise(iterations: number): { totals: number[]; values: number[] } {
  const lbfgs = new Lbfgs(0.05);
  const totals: number[] = [];
  let values: tf.Tensor = tf.tensor2d([-1.2, 0.3, 1, 2], [2, 2]);
  for (let k = 0; k < iterations; k++) {
    const { value, grad } = tf.valueAndGrad(rosenbrock)(values);
    const total = value.dataSync()[0]!;
    value.dispose();
    values = lbfgs.next(values, total, grad);
    totals.push(total);
  }
  const found = [...lbfgs.values.dataSync()];
  values.dispose();
  lbfgs.dispose();
  return { totals, values: found };
}

test('finds the end of a bent valley in a few dozen evaluations, and leaves no tensor', () => {
  const before = tf.memory().numTensors;
  const { totals, values } = minimise(120);
  expect(Math.min(...totals)).toBeLessThan(1e-6);
  for (const value of values) expect(value).toBeCloseTo(1, 2);
  expect(tf.memory().numTensors).toBe(before);
});

test('a step that went too far is halved, and the lowest point is kept', () => {
  const lbfgs = new Lbfgs(100);
  const start = tf.tensor1d([1, -1]);
  const loss = (x: tf.Tensor) => tf.sum<tf.Scalar>(tf.square(x));
  let values: tf.Tensor = start;
  const reached: number[] = [];
  for (let k = 0; k < 20; k++) {
    const { value, grad } = tf.valueAndGrad(loss)(values);
    values = lbfgs.next(values, value.dataSync()[0]!, grad);
    reached.push(loss(lbfgs.values).dataSync()[0]!);
  }
  expect(reached).toEqual([...reached].sort((a, b) => b - a));
  expect(reached.at(-1)).toBeLessThan(1e-6);
  lbfgs.dispose();
});
