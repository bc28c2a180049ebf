import { createHash } from 'node:crypto';
import { once } from 'node:events';
import { realpath, rm } from 'node:fs/promises';
import { connect, createServer, type Server } from 'node:net';
import { resolve } from 'node:path';
import { UsageError } from '../errors.ts';

/**
 * Sees to it that only one process of this machine trains in a folder, by listening on a socket of the folder's name: the
 * system stops that however the process ends, so that nothing stands in the way after a kill or a power cut.
 * Returns what gives the folder free. @throws UsageError while another process trains there
 */
export async function lockRun(folder: string): Promise<() => void> {
  const real = await realpath(folder).catch(() => resolve(folder)); // it may not have been made yet
  const name = `atelier-${createHash('sha256').update(real).digest('hex').slice(0, 16)}`;
  const path = socketPath(name);
  let server = await listen(path);
  if (!server && !(await answers(path))) {
    if (!path.startsWith('\0')) await rm(path, { force: true }); // left by a process that was killed
    server = await listen(path);
  }
  if (!server)
    throw new UsageError(
      `${folder}: another process is training in this folder; stop it first (Ctrl-C there)`,
    );
  server.unref();
  return () => void server.close();
}

/** Where no file is needed, none is made: it would need a short path in a folder that everybody may write to. */
function socketPath(name: string): string {
  if (process.platform === 'linux') return `\0${name}`;
  return process.platform === 'win32' ? `\\\\.\\pipe\\${name}` : `/tmp/${name}.sock`;
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
