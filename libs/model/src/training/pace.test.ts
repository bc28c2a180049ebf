import { expect, test } from 'vitest';
import { Pace } from './pace.ts';

test('the pace is a usual report’s: not the first one’s, which compiles, nor one’s with much else to do', () => {
  const pace = new Pace();
  const paces = [4, 1, 1, 30, 1].map((seconds) => pace.after(seconds));
  expect(paces).toEqual([undefined, 1, 1, 1, 1]);
});

test('what has become slower is, before long', () => {
  const pace = new Pace();
  const slow = Array<number>(9).fill(2);
  const paces = [...Array<number>(10).fill(1), ...slow].map((seconds) => pace.after(seconds));
  expect(paces.at(10)).toBe(1);
  expect(paces.at(-1)).toBe(2);
});
