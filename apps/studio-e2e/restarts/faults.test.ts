/** A few of the faults of faults.ts, each kind that needs no long waiting: by hand it tries more of them, and the others. */
import { execFile } from 'node:child_process';
import path from 'node:path';
import { promisify } from 'node:util';
import { expect, test } from 'vitest';

const program = path.join(import.meta.dirname, '../faults.ts');
/** Milliseconds, on a machine that has much else to do. */
const LIMIT = 900_000;

test(
  'a training whose parts are killed comes to the very weights of one that is left alone',
  async () => {
    const few = { faults: 3, iterations: 120, kinds: 'training,worker,database' };
    const words = Object.entries(few).flatMap(([name, value]) => [`--${name}`, String(value)]);
    const { stdout } = await promisify(execFile)(process.execPath, ['--import', 'tsx', program, ...words]);
    for (const part of ['training process', 'worker', 'database'])
      expect(stdout).toContain(`the ${part} is killed`);
    expect(stdout).toMatch(/the same weights, 120 [0-9a-f]{64}; nothing is damaged/);
  },
  LIMIT,
);
