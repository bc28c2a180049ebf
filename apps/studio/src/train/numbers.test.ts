import { trainingConfig } from '@atelier/model/config';
import { expect, test } from 'vitest';
import { entered, wrongWith } from './numbers.ts';

const limits = {
  width: { least: 4, most: 64 },
  iterations: { least: 1, most: 1e6 },
  size: { least: 32, most: 512 },
  stopWhenFlat: { least: 0, most: 100 },
};
const recipe = { ...trainingConfig({ iterations: 2000, width: 16 }), startFrom: 'start' as const };

test('a recipe as it is, and with numbers typed over its own', () => {
  expect(entered(recipe, {}, limits)).toMatchObject({
    values: { iterations: '2000', width: '16' },
    wrong: false,
    config: { startFrom: 'start', logEvery: 10, sampleEvery: 100, stateEvery: 200 },
  });
  const { config, wrong } = entered(recipe, { iterations: '30', width: '32' }, limits);
  expect(wrong).toBe(false);
  // The start is of the recipe's width; a short run is reported and saved more often.
  expect(config).toMatchObject({ iterations: 30, width: 32, startFrom: 'random', logEvery: 1, sampleEvery: 2, stateEvery: 3 }); // prettier-ignore
});

test('for a network that only the command line had, the start stands in', () => {
  expect(entered({ ...recipe, startFrom: 'network' }, {}, limits).config.startFrom).toBe('start');
  const wide = { ...recipe, width: 32, startFrom: 'network' as const };
  expect(entered(wide, {}, limits).config.startFrom).toBe('random'); // no start is as wide
  expect(entered({ ...recipe, startFrom: 'random' }, {}, limits).config.startFrom).toBe('random');
});

test('a training ends early only where that is asked for', () => {
  expect(entered(recipe, {}, limits).config.stopWhenFlat).toBe(0);
  expect(entered(recipe, { stopWhenFlat: '3' }, limits)).toMatchObject({
    wrong: false,
    config: { stopWhenFlat: 3 },
  });
  for (const text of ['-1', '1.5', '101'])
    expect(entered(recipe, { stopWhenFlat: text }, limits).wrong).toBe(true);
});

test('what is no number, out of range or no multiple of four is wrong', () => {
  for (const text of ['', 'many', '0', '1000001', '1.5'])
    expect(entered(recipe, { iterations: text }, limits).wrong, text).toBe(true);
  expect(wrongWith('iterations', '0', limits)).toEqual({ reason: 'outOfRange', least: 1, most: 1e6 });
  expect(wrongWith('size', '130', limits)).toEqual({ reason: 'multipleOf4' });
  expect(wrongWith('size', '128', limits)).toBeUndefined();
});
