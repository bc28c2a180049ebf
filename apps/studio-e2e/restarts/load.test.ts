/** A little of what load.ts does to a studio for minutes; how fast it is does not matter here. */
import { execFile } from 'node:child_process';
import path from 'node:path';
import { promisify } from 'node:util';
import { expect, test } from 'vitest';

const program = path.join(import.meta.dirname, '../load.ts');
/** Milliseconds, on a machine that has much else to do. */
const LIMIT = 900_000;

test(
  'of a studio that many use at once every answer is a good one, no painting is lost, and its memory is bounded',
  async () => {
    const little = { requests: 40, connections: 20, paintings: 6, pages: 10, iterations: 10, size: 32 };
    const words = Object.entries(little).flatMap(([name, value]) => [`--${name}`, String(value)]);
    const { stdout } = await promisify(execFile)(process.execPath, ['--import', 'tsx', program, ...words]);
    expect(stdout).toContain('every answer was a good one, nothing is lost');
  },
  LIMIT,
);
