import { expect, it } from 'vitest';
import { presets, savedTrainingConfigSchema, trainingConfig, type TrainingConfig } from '../config.ts';
import { learningRate } from './learning-rate.ts';

const rates = (settings: Partial<TrainingConfig>, at: number[]) =>
  at.map((iteration) => learningRate(trainingConfig({ learningRate: 0.01, ...settings }), iteration));
const close = (values: number[], expected: number[]) =>
  values.forEach((value, k) => expect(value).toBeCloseTo(expected[k]!, 12));

it('is constant, but for a tenth of it in the last part', () => {
  const settings = { iterations: 10, learningRateDrop: 0.2 };
  close(rates(settings, [1, 8, 9, 10]), [0.01, 0.01, 0.001, 0.001]);
  close(rates({ ...settings, learningRateDrop: 0 }, [1, 10]), [0.01, 0.01]);
});

it('falls along half a cosine', () => {
  const settings = { iterations: 8, learningRateSchedule: 'cosine' } as const;
  // 1 + cos 0, π/4, π/2, 3π/4, 7π/8
  close(
    rates(settings, [1, 3, 5, 7, 8]),
    [0.01, 0.01 * (0.5 + Math.SQRT1_2 / 2), 0.005, 0.01 * (0.5 - Math.SQRT1_2 / 2), 0.005 * (1 + Math.cos((7 * Math.PI) / 8))],
  ); // prettier-ignore
});

it('rises in even steps first', () => {
  const settings = { iterations: 12, warmUp: 4 };
  close(rates(settings, [1, 2, 3, 4, 5]), [0.0025, 0.005, 0.0075, 0.01, 0.01]);
  const cosine = { ...settings, learningRateSchedule: 'cosine' } as const;
  close(rates(cosine, [2, 4, 5, 9, 12]), [
    0.005,
    0.01,
    0.01,
    0.005,
    0.005 * (1 + Math.cos((7 * Math.PI) / 8)),
  ]);
  // Also of a run that is over before.
  close(rates({ iterations: 2, warmUp: 4, learningRateSchedule: 'cosine' }, [1, 2]), [0.0025, 0.005]);
});

it('is what it was for runs that were begun earlier, and for the report', () => {
  const old = savedTrainingConfigSchema.parse({ iterations: 10, scales: 3 });
  expect(old).toMatchObject({ learningRateSchedule: 'constant', warmUp: 0, stopWhenFlat: 0 });
  expect(trainingConfig({}, 'report')).toMatchObject({ learningRateSchedule: 'constant', warmUp: 0 });
  expect(trainingConfig({}, 'overnight')).toMatchObject({ learningRateSchedule: 'constant', warmUp: 0 });
  for (const name of ['quick', 'good'] as const)
    expect(presets[name]).toMatchObject({ learningRateSchedule: 'cosine' });
});
