import { existsSync } from 'node:fs';
import path from 'node:path';
import { Refused } from '../contracts/refused.ts';
import { runAtelier, saidBy } from './command-line.ts';
import { env } from './env.ts';

/** Whether this machine has VGG-19, with which a training sees strokes: where `atelier fetch vgg19` puts it. */
export const hasVgg = () => existsSync(path.join(env.ATELIER_CACHE, 'vgg19.safetensors'));

let fetching: Promise<void> | undefined;

/** Fetches it, once for all who ask. @throws what the command line says of why it could not */
export function fetchVgg(): Promise<void> {
  return (fetching ??= runAtelier(['fetch', 'vgg19'])
    .then(() => undefined)
    .catch((error: Error & { stderr?: string }) => {
      throw new Refused({ kind: 'programSays', words: saidBy(error) ?? error.message }, error.message);
    })
    .finally(() => (fetching = undefined)));
}
