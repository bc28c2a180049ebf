import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { readCheckpoint, type Owner } from '@atelier/db';
import PQueue from 'p-queue';
import type { Lettering } from '../contracts/lettering.ts';
import { runAtelier, saidBy } from './command-line.ts';
import { env } from './env.ts';
import { found } from './found.ts';

const PATIENCE = 120_000;

/** As many at once as photos. */
const queue = new PQueue({ concurrency: env.ATELIER_PAINTERS });

/** What is wrong with a text, in words for who wrote it. */
export class TextRefused extends Error {}

/**
 * A word as a PNG, by the command line in a process of its own: a font that is hostile takes nothing else along.
 * @throws TextRefused where there is no letter for what is written, or it would be too large
 */
export function paintWord(lettering: Lettering, owner: Owner, signal: AbortSignal): Promise<Uint8Array> {
  return queue.add(() => paint(lettering, owner, signal), { signal, throwOnTimeout: true });
}

async function paint(lettering: Lettering, owner: Owner, signal: AbortSignal): Promise<Uint8Array> {
  const { text, checkpoint, way, font, align, vertical, size, seed } = lettering;
  const weights = found(await readCheckpoint(checkpoint, owner), 'checkpoint');
  const folder = await mkdtemp(path.join(tmpdir(), 'atelier-letters-'));
  const [network, out] = [path.join(folder, 'network.safetensors'), path.join(folder, 'word.png')];
  try {
    await writeFile(network, weights);
    const options = ['--checkpoint', network, '--out', out, '--way', way, '--font', font, '--align', align];
    const numbers = ['--size', String(size), '--seed', String(seed), ...(vertical ? ['--vertical'] : [])];
    const words = ['letters', ...options, ...numbers, '--', text];
    await runAtelier(words, { timeout: PATIENCE, signal }).catch(refused);
    return await readFile(out);
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

/** Exit code 2: what was asked for is wrong, and the last line says how. */
function refused(error: Error & { code?: number | string; stderr?: string }): never {
  const said = saidBy(error);
  if (error.code === 2 && said) throw new TextRefused(said, { cause: error });
  throw error;
}
