import {
  adamState,
  type Compile,
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
import { describe, expect, it, test } from 'vitest';
import { graphCompiler } from './compile.ts';
import { openEngine } from './engine.ts';

/** The largest difference as a share of the largest value. */
async function difference(a: tf.Tensor, b: tf.Tensor): Promise<number> {
  const [x, y] = await Promise.all([a.data<'float32'>(), b.data<'float32'>()]);
  const most = y.reduce((most, value) => Math.max(most, Math.abs(value)), 0);
  return x.reduce((far, value, k) => Math.max(far, Math.abs(value - y[k]!)), 0) / most;
}

/** Patches of 8 × 8 pixels of any colour: as in photos and paintings, colours differ by area, not by pixel alone. */
const patches = (shape: [number, number, number, number], seed: number) =>
  tf.image.resizeNearestNeighbor(tf.randomUniform<tf.Rank.R4>(shape, 0, 1, 'float32', seed), [
    8 * shape[1],
    8 * shape[2],
  ]);

const engine = await openEngine();

if (engine.name === 'wasm')
  test('WebAssembly has no graphs: its ops run one by one', () => expect(engine.compile).toBe(opByOp));

describe.runIf(engine.name === 'tensorflow')('a graph of TensorFlow', () => {
  /** A training step on small pictures: what a way to run it gives, and what its ops give one by one. */
  async function steps(compile: Compile) {
    const config = trainingConfig({ width: 8, size: 48, batch: 2 });
    const objective = new Objective(
      new LossNetwork('compact', randomLossNetwork('compact', 1)),
      patches([1, 8, 6, 3], 2),
      config,
    );
    const parameters = randomParameters(8, 1);
    const objectiveGradient = trainingGradient(objective, shapesOf(parameters), {
      margin: 4,
      noise: { grain: 3, mottle: 6 },
    });
    const photos = (seed: number) => patches([2, 6, 6, 3], seed);
    const [given, plain] = await Promise.all(
      [compile, opByOp].map(async (each) => {
        const state = adamState(toVector(parameters.values()));
        const optimizer = await createOptimizer(objectiveGradient, state, [photos(0)], each);
        return optimizer.step(state, [photos(4)], 1e-3, 1);
      }),
    );
    return { given: given!, plain: plain! };
  }

  it('gives the numbers of its ops run one by one: a whole training step', async () => {
    const { given, plain } = await steps(graphCompiler(false));
    expect(await difference(given.terms, plain.terms)).toBeLessThan(1e-5);
    // After one step Adam's first moment is a tenth of the gradient.
    expect(await difference(given.state.first, plain.state.first)).toBeLessThan(1e-4);
    expect(await difference(given.state.second, plain.state.second)).toBeLessThan(1e-4);
  });

  it('with convolutions in bfloat16 the losses are the same to two digits, and the gradient points the same way', async () => {
    const { given, plain } = await steps(graphCompiler(true));
    expect(await difference(given.terms, plain.terms)).toBeLessThan(1e-2);
    const [a, b] = [given.state.first, plain.state.first];
    const cosine = tf.div(tf.sum(tf.mul(a, b)), tf.mul(tf.norm(a), tf.norm(b)));
    expect((await cosine.data())[0]).toBeGreaterThan(0.95);
    expect(await difference(a, b)).toBeGreaterThan(1e-5); // it was in bfloat16
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
