import { createHash, randomBytes } from 'node:crypto';
import { once } from 'node:events';
import { readdir, realpath, rm } from 'node:fs/promises';
import { connect, createServer, type Server } from 'node:net';
import { join, resolve } from 'node:path';
import { UsageError } from '../errors.ts';

/**
 * Sees to it that only one process of this machine trains in a folder, by listening on a socket of the folder's name: the
 * system stops that however the process ends, so that nothing stands in the way after a kill or a power cut. (A lock file, as
 * proper-lockfile makes, would: it counts as left behind only after seconds without a sign of life, and an iteration that
 * takes longer than that gives none.)
 * Returns what gives the folder free. @throws UsageError while another process trains there, or starts to at this moment
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

/** Where no file is needed, none is made: then the system itself lets only one process have the name. */
function listenAlone(name: string): Promise<Server | undefined> {
  if (process.platform === 'linux') return listen(`\0${name}`);
  if (process.platform === 'win32') return listen(`\\\\.\\pipe\\${name}`);
  return listenByFile('/tmp', name);
}

/**
 * Each process listens on a socket file of its own in `folder`, and only then looks whether another one answers: of two, the
 * later to look sees the other, whenever they start. Nobody listens on a file that a killed process left; as no file's name
 * is used twice, removing it harms no one.
 */
export async function listenByFile(folder: string, name: string): Promise<Server | undefined> {
  const own = `${name}-${randomBytes(4).toString('hex')}.sock`;
  const server = await listen(join(folder, own));
  const others = (await readdir(folder)).filter((file) => file.startsWith(`${name}-`) && file !== own);
  const alive = await Promise.all(others.map((file) => answers(join(folder, file))));
  for (const [k, file] of others.entries()) if (!alive[k]) await rm(join(folder, file), { force: true });
  if (!alive.includes(true)) return server;
  server?.close();
  return undefined;
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
