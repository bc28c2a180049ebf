import * as tf from '@tensorflow/tfjs-core';
import { beforeAll, describe, expect, it } from 'vitest';
import { engines, useEngine } from '../../test/engine.ts';
import { lossNetworkShapes, randomLossNetwork, taps } from '../networks/loss-network.ts';
import { featureExtractor } from '../networks/feature-extractor.ts';
import { distill, type DistillEvent, type DistillOptions } from './distill.ts';
import { DivergedError } from './diverged-error.ts';

const SIZE = 32;
const BATCH = 2;

/** Of a teacher with random weights, which the student cannot know. */
async function run(options: Partial<DistillOptions> = {}): Promise<DistillEvent[]> {
  const teacher = featureExtractor(randomLossNetwork('compact', 9), 'compact');
  const events: DistillEvent[] = [];
  try {
    const all = distill({
      teacher,
      iterations: 30,
      batch: BATCH,
      size: SIZE,
      seed: 1,
      learningRate: 2e-3,
      distanceWeight: 0.2,
      logEvery: 10,
      saveEvery: 15,
      photos: (iteration) => Promise.resolve(noise(iteration)),
      ...options,
    });
    for await (const event of all) events.push(event);
  } finally {
    teacher.dispose();
  }
  return events;
}

const noise = (seed: number) =>
  tf.tidy(() =>
    Float32Array.from(tf.randomUniform([BATCH * SIZE * SIZE * 3], 0, 1, 'float32', seed).dataSync()),
  );
const sum = (errors: Record<string, number>) =>
  Object.values(errors).reduce((total, error) => total + error, 0);

describe.each(engines)('distillation on %s', (engine) => {
  beforeAll(() => useEngine(engine));

  it('brings the features nearer to the teacher’s, gives the tensors of a loss network, and frees the rest', async () => {
    const before = tf.memory().numTensors;
    const events = await run();
    expect(tf.memory().numTensors).toBe(before);
    expect(events.map(({ iteration, tensors }) => [iteration, tensors !== undefined])).toEqual([
      [10, false],
      [15, true],
      [20, false],
      [30, true],
    ]);
    expect(sum(events.at(-1)!.features)).toBeLessThan(0.8 * sum(events[0]!.features));
    expect(Object.keys(events[0]!.distances)).toEqual(taps('compact'));
    const shapes = [...events.at(-1)!.tensors!].map(([name, { shape }]) => [name, shape]);
    expect(shapes).toEqual([...lossNetworkShapes('compact')]);
  });

  it('has a gradient where two pictures are the same', async () => {
    const plain = new Float32Array(BATCH * SIZE * SIZE * 3).fill(0.5);
    const events = await run({ iterations: 2, logEvery: 1, photos: () => Promise.resolve(plain.slice()) });
    const values = events.flatMap(({ tensors }) => [...(tensors?.values() ?? [])]);
    expect(values.length).toBeGreaterThan(0);
    for (const { data } of values) expect(data.every(Number.isFinite)).toBe(true);
  });

  it('ends in words when it diverges, before anything is saved', async () => {
    await expect(run({ learningRate: 1e12, logEvery: 1 })).rejects.toThrow(DivergedError);
  });
});
