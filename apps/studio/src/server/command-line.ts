import { execFile, type ExecFileOptions } from 'node:child_process';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';

const PROGRAM = path.join(path.dirname(fileURLToPath(import.meta.url)), '../../../trainer/atelier.mjs');

/** Runs the command line in a process of its own; gives what it prints. @throws as execFile does */
export async function runAtelier(words: string[], options: ExecFileOptions = {}): Promise<string> {
  const { stdout } = await promisify(execFile)(process.execPath, [PROGRAM, ...words], {
    ...options,
    encoding: 'utf8',
  });
  return stdout;
}

/** The one line in which it says what is wrong. */
export const saidBy = ({ stderr }: Error & { stderr?: string }) =>
  stderr
    ?.trim()
    .split('\n')
    .at(-1)
    ?.replace(/^atelier: /, '');
