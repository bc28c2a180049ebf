import { expect, test } from 'vitest';
import { photosLast } from './photos-last.ts';

const config = { batch: 4, iterations: 10_000, photoOrder: 'shuffled' } as const;

test.each([
  [
    10_000,
    config,
    '10000 photos to train on, 4 an iteration: all of them once in 2500 iterations, 4 times in 10000',
  ],
  [
    40_000,
    config,
    '40000 photos to train on, 4 an iteration: all of them once in 10000 iterations, 1 times in 10000',
  ],
  [118_287, config, '118287 photos to train on, 4 an iteration: 10000 iterations see 40000 of them'],
  [
    1,
    { ...config, batch: 1, iterations: 25 },
    '1 photo to train on, 1 an iteration: all of them once in 1 iterations, 25 times in 25',
  ],
  [
    300,
    { ...config, photoOrder: 'drawn' },
    '300 photos to train on, 4 an iteration: drawn at random, each 133 times on average in 10000',
  ],
] as const)('%d photos', (photos, settings, said) => {
  expect(photosLast(photos, settings)).toBe(said);
});
