import {
  adamState,
  shapesOf,
  LossNetwork,
  createOptimizer,
  Objective,
  opByOp,
  randomLossNetwork,
  randomParameters,
  toVector,
  trainingConfig,
  trainingGradient,
} from '@atelier/model';
import * as tf from '@tensorflow/tfjs-core';
import { beforeAll, describe, expect, it } from 'vitest';
import { type Engine, openEngine } from './engine.ts';

/** The largest difference as a share of the largest value. */
async function difference(a: tf.Tensor, b: tf.Tensor): Promise<number> {
  const [x, y] = await Promise.all([a.data<'float32'>(), b.data<'float32'>()]);
  const most = y.reduce((most, value) => Math.max(most, Math.abs(value)), 0);
  return x.reduce((far, value, k) => Math.max(far, Math.abs(value - y[k]!)), 0) / most;
}

// On WebAssembly both are the same; there this proves no more than that the steps can be repeated.
describe('a compiled function', () => {
  let engine: Engine;
  beforeAll(async () => {
    engine = await openEngine();
  });

  it('gives the numbers of its ops run one by one: a whole training step', async () => {
    const config = trainingConfig({ width: 8, size: 48, batch: 2 });
    const objective = new Objective(
      new LossNetwork('compact', randomLossNetwork('compact', 1)),
      tf.randomUniform([1, 64, 48, 3], 0, 1, 'float32', 2),
      config,
    );
    const parameters = randomParameters(8, 1);
    const objectiveGradient = trainingGradient(objective, shapesOf(parameters), 4);
    const photos = (seed: number) => tf.randomUniform([2, 48, 48, 3], 0, 1, 'float32', seed);
    const [compiled, plain] = await Promise.all(
      [engine.compile, opByOp].map(async (compile) => {
        const state = adamState(toVector(parameters.values()));
        const optimizer = await createOptimizer(objectiveGradient, state, [photos(0)], compile);
        return optimizer.step(state, [photos(3)], 1e-3, 1);
      }),
    );
    expect(await difference(compiled!.terms, plain!.terms)).toBeLessThan(1e-5);
    // After one step Adam's first moment is a tenth of the gradient.
    expect(await difference(compiled!.state.first, plain!.state.first)).toBeLessThan(1e-4);
    expect(await difference(compiled!.state.second, plain!.state.second)).toBeLessThan(1e-4);
  });

  it('takes what it finds outside its inputs as constant, and its inputs as they come', async () => {
    const factor = tf.tensor1d([2, 3]);
    const { run } = await engine.compile(
      (x, y) => [tf.mul(x, factor), tf.concat([x, y])],
      [tf.zeros([2]), tf.zeros([1])],
    );
    for (const [a, b] of [
      [1, 2],
      [10, 20],
    ] as const) {
      const [product, joined] = run(tf.tensor1d([a, b]), tf.tensor1d([7]));
      expect([...(await product!.data())]).toEqual([2 * a, 3 * b]);
      expect([...(await joined!.data())]).toEqual([a, b, 7]);
    }
  });

  it('leaves no tensor behind', async () => {
    const [x, before] = [tf.ones([4]), tf.memory().numTensors];
    const compiled = await engine.compile((y) => [tf.add(tf.square(y), 1)], [x]);
    tf.dispose([...compiled.run(x), ...compiled.run(x)]);
    compiled.dispose();
    expect(tf.memory().numTensors).toBe(before);
  });
});
