/** A few of the cases of fuzz.ts, which asks for what nobody should ask for; by hand it asks more. */
import { execFile } from 'node:child_process';
import path from 'node:path';
import { promisify } from 'node:util';
import { expect, test } from 'vitest';

const program = path.join(import.meta.dirname, '../fuzz.ts');
/** Milliseconds, on a machine that has much else to do. */
const LIMIT = 900_000;

test(
  'whatever the studio is asked for, no answer is a fault of its own',
  async () => {
    const words = ['--import', 'tsx', program, '--seed', '1', '--cases', '150'];
    const { stdout } = await promisify(execFile)(process.execPath, words);
    expect(stdout).toContain('150 cases of seed 1: no fault');
  },
  LIMIT,
);
