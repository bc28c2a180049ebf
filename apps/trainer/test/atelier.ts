import { spawn } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { onTestFinished } from 'vitest';

export const start = join(import.meta.dirname, '../atelier.mjs');

/** No studio of the developer's own is to hear of the tests' runs. */
const nowhere = join(tmpdir(), 'atelier-test-nowhere');

export interface Outcome {
  code: number | null;
  stdout: string;
  stderr: string;
}

interface Surroundings {
  cwd?: string;
  env?: Record<string, string>;
  /** What `ulimit` is told before, as `-f 100`. */
  limit?: string;
  /** A folder, and another one in whose place it is mounted for this process alone. Linux only. */
  bind?: [folder: string, place: string];
}

/** Runs the command line as a user would, in a process of its own. */
export function atelier(
  words: string[],
  { cwd, env = {}, limit, bind }: Surroundings = {},
): Promise<Outcome> {
  const command = [process.execPath, start, ...words];
  const shell = limit ? ['sh', '-c', `ulimit ${limit}; trap '' XFSZ; exec "$@"`, 'sh'] : [];
  const bound = bind
    ? ['unshare', '--map-root-user', '--mount', 'sh', '-c', 'mount --bind "$0" "$1" && shift && exec "$@"', ...bind] // prettier-ignore
    : [];
  const [program, ...args] = [...bound, ...shell, ...command];
  return new Promise((resolve, reject) => {
    const child = spawn(program!, args, {
      cwd,
      env: { ...process.env, ATELIER_DATA: nowhere, DATABASE_URL: '', ...env },
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    const outcome: Outcome = { code: null, stdout: '', stderr: '' };
    child.stdout.setEncoding('utf8').on('data', (text: string) => (outcome.stdout += text));
    child.stderr.setEncoding('utf8').on('data', (text: string) => (outcome.stderr += text));
    child.on('error', reject).on('close', (code) => resolve({ ...outcome, code }));
  });
}

/** A new folder for the running test, removed at its end. */
export function temporaryFolder(): string {
  const folder = mkdtempSync(join(tmpdir(), 'atelier-test-'));
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
  return folder;
}
