import { trainingConfig } from '@atelier/model/config';
import { expect, test } from 'vitest';
import { trainingPhotos } from '../files/assets.ts';
import { plainName, thinHistory, trainingSeconds } from './training-record.ts';

const losses = { content: 1 / 3, anyTerm: 2, total: 7 / 3 };
const metric = (iteration: number, seconds: number) => ({ iteration, seconds, losses });
const part = (from: number) => ({ from, engine: 'tensorflow', device: 'CPU', lossNetworkSha256: '', photos: [1] }); // prettier-ignore

test('the seconds of a run that was resumed at iteration 25 are those of all its iterations', () => {
  const whole = [metric(1, 2), metric(10, 1), metric(20, 1), metric(30, 1)];
  expect(trainingSeconds(whole, [part(0)])).toBeCloseTo(2 + 9 + 10 + 10);
  // After resuming, the first report is of the five iterations since; those from 20 to 25 are told by none.
  const resumed = [metric(1, 2), metric(10, 1), metric(20, 1), metric(30, 4), metric(40, 1)];
  expect(trainingSeconds(resumed, [part(0), part(25)])).toBeCloseTo(2 + 9 + 10 + 5 * 4 + 10);
});

test('a history has at most 200 points, the first and the last among them, in order', () => {
  const { iterations, logEvery } = trainingConfig();
  const metrics = [metric(1, 1)];
  for (let i = logEvery; i <= iterations; i += logEvery) metrics.push(metric(i, 1));
  const { iteration, content, anyTerm, total } = thinHistory(metrics);
  expect(iteration).toHaveLength(200);
  expect([iteration[0], iteration.at(-1)]).toEqual([1, iterations]);
  expect(iteration).toEqual([...new Set(iteration)].sort((a, b) => a - b));
  expect([content!.length, content![5], anyTerm![5], total[5]]).toEqual([200, 0.3333, 2, 2.333]);
  expect(thinHistory(metrics.slice(0, 3)).iteration).toEqual([1, 10, 20]);
});

test('the built-in photos of another checkout are built in; a folder elsewhere is told by its name', () => {
  expect(plainName(trainingPhotos)).toEqual({ name: 'assets/photos/training', outside: false });
  expect(plainName('/elsewhere/atelier/assets/photos/training')).toEqual({ name: 'assets/photos/training', outside: false }); // prettier-ignore
  expect(plainName('/elsewhere/assets/photos/holidays')).toEqual({ name: 'holidays', outside: true });
});
