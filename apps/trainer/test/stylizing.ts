/** What the tests of `atelier stylize` have in common. */
import { join } from 'node:path';
import { expect } from 'vitest';
import type { Rgb } from '@atelier/stylize';
import { atelier } from './atelier.ts';

export const parity = join(import.meta.dirname, '../../../libs/model/test/parity');
export const network = join(parity, 'report_format_w8.pth');
export const photos = join(import.meta.dirname, 'photos');
export const plain = join(photos, 'plain.png');

export const paint = async (...words: string[]) => {
  const outcome = await atelier(['stylize', '--checkpoint', network, ...words]);
  expect(outcome).toMatchObject({ code: 0, stderr: '' });
  return outcome.stdout;
};

/** The mean and the largest difference of two pictures' colours, 0..255. */
export function difference(a: Rgb, b: Rgb): { mean: number; largest: number } {
  expect([a.width, a.height]).toEqual([b.width, b.height]);
  const differences = a.data.map((value, i) => Math.abs(value - b.data[i]!));
  const sum = differences.reduce((total, value) => total + value, 0);
  return { mean: sum / differences.length, largest: differences.reduce((x, y) => Math.max(x, y)) };
}
