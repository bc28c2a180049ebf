import { Command } from 'commander';
import { expect, test } from 'vitest';
import { z } from 'zod';
import { UsageError } from '../errors.ts';
import { addOptions, readOptions } from './options.ts';

const schema = z.object({
  batch: z.number().int().min(1).default(4).describe('photos per step'),
  contentWeight: z.number().min(0).default(1).describe('keep the photo'),
  lossNetwork: z.enum(['compact', 'vgg16']).default('compact').describe('the fixed network'),
  fast: z.boolean().default(false).describe('hurry'),
  size: z
    .number()
    .default(256)
    .refine((size) => size % 4 === 0, 'must be a multiple of 4'),
  name: z.string().optional().describe('what to call it'),
});

const read = (...words: string[]) => {
  const command = new Command().exitOverride();
  addOptions(command, schema);
  command.parse(words, { from: 'user' });
  return readOptions(command, schema);
};

test('fields become options with descriptions and defaults', () => {
  const command = new Command('train');
  addOptions(command, schema, ['batch', 'contentWeight', 'lossNetwork', 'fast']);
  const help = command.helpInformation();
  expect(help).toMatch(/--batch <n> +photos per step \(default: 4\)/);
  expect(help).toMatch(/--content-weight <number> +keep the photo \(default: 1\)/);
  expect(help).toMatch(/--loss-network <compact\|vgg16> +the fixed network \(default: "compact"\)/);
  expect(help).toMatch(/--fast +hurry/);
  expect(help).not.toContain('--size');
});

test('what is given is converted; what is not stays out', () => {
  expect(read()).toEqual({});
  expect(read('--batch', '8', '--content-weight', '1e5', '--fast', '--name', '7')).toEqual({
    batch: 8,
    contentWeight: 1e5,
    fast: true,
    name: '7',
  });
});

test.each([
  [['--batch', 'many'], '--batch many: '],
  [['--batch', ''], '--batch : '],
  [['--batch', '0'], '--batch 0: '],
  [['--batch', '1.5'], '--batch 1.5: '],
  [['--size', '30'], '--size 30: must be a multiple of 4'],
  [['--loss-network', 'vgg19'], '--loss-network vgg19: '],
])('%j is refused', (words, message) => {
  expect(() => read(...words)).toThrow(UsageError);
  expect(() => read(...words)).toThrow(message);
});
