import { createHash } from 'node:crypto';
import { once } from 'node:events';
import { rm } from 'node:fs/promises';
import { connect, createServer, type Server } from 'node:net';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { UsageError } from '../errors.ts';

/**
 * Sees to it that only one process of this machine trains in a folder, by listening on a socket of the folder's name: the
 * system stops that however the process ends, so that nothing stands in the way after a kill or a power cut.
 * Returns what gives the folder free. @throws UsageError while another process trains there
 */
export async function lockRun(folder: string): Promise<() => void> {
  const name = createHash('sha256').update(resolve(folder)).digest('hex').slice(0, 16);
  const windows = process.platform === 'win32';
  const path = windows ? `\\\\.\\pipe\\atelier-${name}` : join(tmpdir(), `atelier-${name}.sock`);
  let server = await listen(path);
  if (!server && !(await answers(path))) {
    await rm(path, { force: true }); // left by a process that was killed
    server = await listen(path);
  }
  if (!server)
    throw new UsageError(
      `${folder}: another process is training in this folder; stop it first (Ctrl-C there)`,
    );
  server.unref();
  return () => void server.close();
}

/** Undefined where the address is taken. */
async function listen(path: string): Promise<Server | undefined> {
  const server = createServer((socket) => socket.destroy());
  server.listen(path);
  try {
    await once(server, 'listening');
    return server;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'EADDRINUSE') return undefined;
    throw error;
  }
}

async function answers(path: string): Promise<boolean> {
  const socket = connect(path);
  try {
    await once(socket, 'connect');
    return true;
  } catch {
    return false; // nobody listens
  } finally {
    socket.destroy();
  }
}
