import * as tf from '@tensorflow/tfjs-core';
import { beforeAll, describe, expect, it } from 'vitest';
import { engines, useEngine } from '../../test/engine.ts';
import { relativeDifference } from '../../test/parity.ts';
import { type Checkpoint, readCheckpoint, type Tensors, writeCheckpoint } from '../checkpoint/index.ts';
import { randomLossNetwork } from '../networks/loss-network.ts';
import type { Picture } from '../picture.ts';
import { trainingConfig } from '../config.ts';
import type { TrainingEvent } from './events.ts';
import { isOver } from './flatness.ts';
import { train, type TrainingOptions } from './train.ts';

const SIZE = 32;
const config = trainingConfig({ width: 4, size: SIZE, batch: 2, iterations: 12, checkpointEvery: 5, logEvery: 1, sampleEvery: 6, stateEvery: 4 }); // prettier-ignore

function noise(values: number, seed: number): Float32Array {
  return tf.tidy(() => Float32Array.from(tf.randomUniform([values], 0, 1, 'float32', seed).dataSync()));
}
const picture = (width: number, height: number, seed: number): Picture => ({ width, height, data: noise(width * height * 3, seed) }); // prettier-ignore

function options(): TrainingOptions {
  return {
    config,
    style: picture(48, 40, 1),
    lossNetwork: randomLossNetwork('compact', 2),
    photos: (iteration) => Promise.resolve(noise(2 * SIZE * SIZE * 3, 100 + iteration)),
    samples: [picture(36, 33, 3)],
    heldOut: [picture(32, 32, 4), picture(40, 36, 5)],
  };
}

async function collect(events: AsyncGenerator<TrainingEvent>): Promise<TrainingEvent[]> {
  const all: TrainingEvent[] = [];
  for await (const event of events) all.push(event);
  return all;
}
const of = <T extends TrainingEvent['type']>(events: TrainingEvent[], type: T) =>
  events.filter((event): event is Extract<TrainingEvent, { type: T }> => event.type === type);

function largestDifference(a: Tensors, b: Tensors): number {
  expect([...a.keys()]).toEqual([...b.keys()]);
  return Math.max(
    ...[...a].map(([name, { data }]) => {
      const other = b.get(name)!.data;
      return other.some((value) => value !== 0)
        ? relativeDifference(data, other)
        : Math.max(...data.map(Math.abs));
    }),
  );
}

describe.each(engines)('training on %s', (engine) => {
  let whole: TrainingEvent[];
  beforeAll(async () => {
    await useEngine(engine);
    whole = await collect(train(options()));
  });

  it('reports steps, samples, checkpoints and states, in order', () => {
    expect(of(whole, 'step').map(({ iteration }) => iteration)).toEqual([
      1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12,
    ]);
    expect(of(whole, 'checkpoint').map(({ iteration }) => iteration)).toEqual([5, 10, 12]);
    expect(of(whole, 'sample').map(({ iteration }) => iteration)).toEqual([5, 6, 10, 12]);
    expect(of(whole, 'state').map(({ iteration }) => iteration)).toEqual([4, 5, 8, 10, 12]);
    expect(whole.at(-1)).toEqual({ type: 'finished', iteration: 12 });
  });

  it('learns: the total loss falls', () => {
    const totals = of(whole, 'step').map(({ losses }) => losses.total);
    expect(totals.at(-1)).toBeLessThan(0.9 * totals[0]!);
  });

  it('gives running means over all iterations', () => {
    const steps = of(whole, 'step');
    const mean = steps.reduce((sum, { losses }) => sum + losses.total, 0) / steps.length;
    expect(steps.at(-1)!.means.total / mean).toBeCloseTo(1, 4);
  });

  it('paints samples of the photo, in range, and measures the held-out photos', () => {
    for (const { picture } of of(whole, 'sample')) {
      expect([picture.width, picture.height]).toEqual([36, 32]); // a multiple of 4
      expect(picture.data.every((value) => value >= 0 && value <= 1)).toBe(true);
    }
    for (const { heldOut } of of(whole, 'checkpoint')) expect(heldOut!.total).toBeGreaterThan(0);
  });

  it.each([4, 5, 8])(
    'goes on from the state of iteration %i as if it had never stopped',
    async (iteration) => {
      const { state } = of(whole, 'state').find((event) => event.iteration === iteration)!;
      const stored: Checkpoint = readCheckpoint(writeCheckpoint(state));
      const rest = await collect(train({ ...options(), state: stored }));
      expect(of(rest, 'step').map((event) => event.iteration)[0]).toBe(iteration + 1);
      const [ended, resumed] = [whole, rest].map((events) => of(events, 'state').at(-1)!.state.tensors);
      expect(largestDifference(resumed!, ended!)).toBeLessThan(1e-6);
    },
  );

  it.each([
    { learningRateSchedule: 'cosine', warmUp: 3 } as const,
    { stopWhenFlat: 2, checkpointEvery: 2, learningRate: 1e-9 } as const,
  ])('so it does with %j', async (settings) => {
    const all = { ...options(), config: { ...config, ...settings } };
    const events = await collect(train(all));
    // Without a change the second checkpoint after the first one ends it.
    const last = 'stopWhenFlat' in settings ? 6 : 12;
    expect(events.at(-1)).toEqual({ type: 'finished', iteration: last });
    const { state } = of(events, 'state').find((event) => event.iteration === 4)!;
    const rest = await collect(train({ ...all, state: readCheckpoint(writeCheckpoint(state)) }));
    expect(rest.at(-1)).toEqual({ type: 'finished', iteration: last });
    const [ended, resumed] = [events, rest].map((each) => of(each, 'state').at(-1)!.state.tensors);
    expect(largestDifference(resumed!, ended!)).toBeLessThan(1e-6);
    // One that was killed before it could say so.
    const over = readCheckpoint(writeCheckpoint(of(events, 'state').at(-1)!.state));
    expect(await collect(train({ ...all, state: over }))).toEqual([{ type: 'finished', iteration: last }]);
    expect([isOver(all.config, over), isOver(all.config, state)]).toEqual([true, false]);
  });

  it('goes on from a state of the first version, whose sums of losses are one vector', async () => {
    const { state } = of(whole, 'state').find((event) => event.iteration === 8)!;
    const tensors = new Map([...state.tensors].filter(([name]) => !name.startsWith('loss-sums/')));
    const sum = (name: string) => state.tensors.get(`loss-sums/${name}`)?.data[0] ?? 0;
    const names = ['content', 'style', 'totalVariation', 'palette', 'range', 'total'];
    tensors.set('loss-sums', { shape: [6], data: Float32Array.from(names, sum) });
    const rest = await collect(train({ ...options(), state: { ...state, tensors } }));
    const [ended, resumed] = [whole, rest].map((events) => of(events, 'step').at(-1)!.means);
    for (const name of ['content', 'style', 'total'])
      expect(resumed![name]! / ended![name]!).toBeCloseTo(1, 6);
  });

  it('stops after the iteration under way and gives its state', async () => {
    const stop = new AbortController();
    const events: TrainingEvent[] = [];
    for await (const event of train({ ...options(), signal: stop.signal })) {
      events.push(event);
      if (event.type === 'step' && event.iteration === 3) stop.abort();
    }
    expect(events.at(-1)).toMatchObject({ type: 'state', iteration: 3 });
  });

  it('leaves no tensor behind, neither per step nor at the end', async () => {
    const before = tf.memory().numTensors;
    const during: number[] = [];
    for await (const event of train({ ...options(), samples: [], heldOut: [] }))
      if (event.type === 'step') during.push(tf.memory().numTensors);
    expect(new Set(during).size).toBe(1);
    expect(tf.memory().numTensors).toBe(before);
  });

  it('trains on a single photo per step', async () => {
    const photos = (iteration: number) => Promise.resolve(noise(SIZE * SIZE * 3, 100 + iteration));
    const one = { ...options(), photos, config: { ...config, batch: 1, iterations: 2 } };
    expect(of(await collect(train(one)), 'step')).toHaveLength(2);
  });

  it('says so when it diverges', async () => {
    const wild = { ...options(), config: { ...config, styleWeight: 1e38 } };
    await expect(collect(train(wild))).rejects.toThrow(/diverged: at iteration \d+/);
  });

  it('saves no weights that are no numbers, though the losses before them were', async () => {
    const wild = { ...options(), config: { ...config, learningRate: 1e38, logEvery: 100, stateEvery: 1 } };
    const seen: string[] = [];
    const run = async () => {
      for await (const { type } of train(wild)) seen.push(type);
    };
    await expect(run()).rejects.toThrow(/diverged: at iteration 1 /);
    expect(seen).toEqual(['step']);
  });

  it('saves none when it is stopped either: they would take the place of a good state', async () => {
    const wild = { ...options(), config: { ...config, learningRate: 1e38, stateEvery: 100 } };
    const stop = new AbortController();
    const seen: string[] = [];
    const run = async () => {
      for await (const { type } of train({ ...wild, signal: stop.signal })) {
        seen.push(type);
        stop.abort();
      }
    };
    await expect(run()).rejects.toThrow(/diverged: at iteration 1 the weights/);
    expect(seen).toEqual(['step']);
  });
});
