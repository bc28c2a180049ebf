import { expect, test } from 'vitest';
import type { Tensors } from '../checkpoint/index.ts';
import { reptileStep } from './reptile.ts';

const network = (...values: number[]): Tensors =>
  new Map([['model.0.weight', { shape: [values.length], data: Float32Array.from(values) }]]);
const valuesOf = (tensors: Tensors) => [...tensors.get('model.0.weight')!.data];

test('weights go the share of the way to where a style led them', () => {
  const [from, to] = [network(0, 1, -4), network(8, 1, 4)];
  expect(valuesOf(reptileStep(from, to, 0))).toEqual([0, 1, -4]);
  expect(valuesOf(reptileStep(from, to, 0.25))).toEqual([2, 1, -2]);
  expect(valuesOf(reptileStep(from, to, 1))).toEqual([8, 1, 4]);
  expect(valuesOf(from)).toEqual([0, 1, -4]);
});

test('between two styles that pull apart, small steps in turn end in the middle', () => {
  // Each style's iterations halve the distance to its own best weights, -1 and 3.
  const led = (tensors: Tensors, best: number) => network((valuesOf(tensors)[0]! + best) / 2);
  let weights = network(100);
  for (let visit = 0; visit < 400; visit++)
    weights = reptileStep(weights, led(weights, visit % 2 ? -1 : 3), 0.05);
  expect(valuesOf(weights)[0]).toBeCloseTo(1, 1);
});

test('networks of two shapes are refused', () => {
  expect(() => reptileStep(network(1, 2), network(1), 0.5)).toThrow(/model\.0\.weight/);
  expect(() => reptileStep(network(1), new Map(), 0.5)).toThrow(/model\.0\.weight/);
});
