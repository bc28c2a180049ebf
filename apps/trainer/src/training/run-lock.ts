import { createHash } from 'node:crypto';
import { realpath } from 'node:fs/promises';
import { resolve } from 'node:path';
import { listenAlone } from '../../../../tools/alone.mjs';
import { UsageError } from '../errors.ts';

/**
 * Sees to it that only one process of this machine trains in a folder, by listening on a socket of the folder's name: nothing
 * stands in the way after a kill or a power cut. Returns what gives the folder free.
 * @throws UsageError while another process trains there, or starts to at this moment
 */
export async function lockRun(folder: string): Promise<() => void> {
  const real = await realpath(folder).catch(() => resolve(folder)); // it may not have been made yet
  const name = `atelier-${createHash('sha256').update(real).digest('hex').slice(0, 16)}`;
  const server = await listenAlone(name);
  if (!server)
    throw new UsageError(
      `${folder}: another process is training in this folder; stop it first (Ctrl-C there)`,
    );
  server.unref();
  return () => void server.close();
}
