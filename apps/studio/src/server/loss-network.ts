import { execFile } from 'node:child_process';
import { existsSync } from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { env } from './env.ts';

const PROGRAM = path.join(path.dirname(fileURLToPath(import.meta.url)), '../../../trainer/atelier.mjs');

/** Whether this machine has VGG-19, with which a training sees strokes: where `atelier fetch vgg19` puts it. */
export const hasVgg = () => existsSync(path.join(env.ATELIER_CACHE, 'vgg19.safetensors'));

let fetching: Promise<void> | undefined;

/** Fetches it, once for all who ask. @throws what the command line says of why it could not */
export function fetchVgg(): Promise<void> {
  return (fetching ??= promisify(execFile)(process.execPath, [PROGRAM, 'fetch', 'vgg19'])
    .then(() => undefined)
    .catch((error: Error & { stderr?: string }) => {
      throw new Error(
        error.stderr
          ?.trim()
          .split('\n')
          .at(-1)
          ?.replace(/^atelier: /, '') ?? error.message,
      );
    })
    .finally(() => (fetching = undefined)));
}
