import { execFile, type ExecFileOptions } from 'node:child_process';
import path from 'node:path';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';

const PROGRAM = path.join(path.dirname(fileURLToPath(import.meta.url)), '../../../trainer/atelier.mjs');

/** Runs the command line in a process of its own; gives what it prints, and each line as it comes. @throws as execFile does */
export async function runAtelier(
  words: string[],
  { onLine, ...options }: ExecFileOptions & { onLine?: (line: string) => void } = {},
): Promise<string> {
  const running = promisify(execFile)(process.execPath, [PROGRAM, ...words], {
    ...options,
    encoding: 'utf8',
  });
  if (onLine) createInterface(running.child.stdout!).on('line', onLine);
  return (await running).stdout;
}

/** The one line in which it says what is wrong. */
export const saidBy = ({ stderr }: Error & { stderr?: string }) =>
  stderr
    ?.trim()
    .split('\n')
    .at(-1)
    ?.replace(/^atelier: /, '');
