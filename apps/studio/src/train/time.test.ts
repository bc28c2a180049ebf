import { expect, test } from 'vitest';
import type { Speed } from '@/contracts/speed.ts';
import { stepTime } from './time.ts';

const speed = (size: number, seconds: number, more: Partial<Speed> = {}): Speed => ({
  ...{
    width: 16,
    lossNetwork: 'compact',
    size,
    batch: 4,
    engine: 'an engine',
    device: 'a processor',
    seconds,
  },
  ...more,
});
const wanted = { width: 16, lossNetwork: 'compact', size: 256, batch: 4 } as const;

test('the nearest measurement decides, scaled by its pixels, whatever else was measured', () => {
  const [near, far] = [speed(128, 0.31), speed(64, 0.12)];
  for (const speeds of [[near], [near, far], [far, near]])
    expect(stepTime(wanted, speeds)).toEqual({ seconds: 0.31 * 4, scaled: true, from: near });
  expect(stepTime(wanted, [near, speed(256, 1.5)])).toMatchObject({ seconds: 1.5, scaled: false });
});

test('a step with smaller crops than are measured says nothing: much of it is not its pixels’', () => {
  expect(stepTime(wanted, [speed(64, 0.12)])).toBe(undefined);
});

test('other networks, and engines that are no longer used, do not count', () => {
  expect(stepTime(wanted, [speed(256, 1, { width: 32 }), speed(256, 1, { lossNetwork: 'vgg16' })])).toBe(
    undefined,
  );
  const newest = speed(128, 0.1);
  expect(stepTime(wanted, [newest, speed(256, 30, { engine: 'a slower one' })])?.from).toBe(newest);
});
