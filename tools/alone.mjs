// What one process of this machine does at a time, by a socket that it listens on meanwhile: the system stops that however the
// process ends, so that nothing stands in the way after a kill or a power cut. (A lock file, as proper-lockfile makes, would: it
// counts as left behind only after seconds without a sign of life, and whoever computes for longer than that gives none.)
// Plain Node without dependencies, as set-up, which installs them, is such a thing.
import { createHash, randomBytes } from 'node:crypto';
import { once } from 'node:events';
import { readdir, rm } from 'node:fs/promises';
import { connect, createServer } from 'node:net';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';

/** Whoever waits looks again after so many milliseconds. */
const AGAIN = 300;

const idOf = (folder, name) =>
  `atelier-${createHash('sha256').update(`${folder}\0${name}`).digest('hex').slice(0, 16)}`;

/** Does `work` while no other process does what has this name in this folder; until then it waits, and tells that once. */
export async function alone(folder, name, work, onWait) {
  const id = idOf(folder, name);
  let server = await listenAlone(id);
  if (!server) onWait();
  while (!server) {
    await delay(AGAIN * (1 + Math.random()));
    server = await listenAlone(id);
  }
  try {
    return await work();
  } finally {
    server.close();
  }
}

/** Whether no process does what has this name in this folder just now. */
export async function isAlone(folder, name) {
  const server = await listenAlone(idOf(folder, name));
  server?.close();
  return server !== undefined;
}

/**
 * Listens on a socket of this name; undefined while another process of this machine does. Where no file is needed, none is made:
 * then the system itself lets only one process have the name.
 */
export function listenAlone(name) {
  if (process.platform === 'linux') return listen(`\0${name}`);
  if (process.platform === 'win32') return listen(`\\\\.\\pipe\\${name}`);
  return listenByFile('/tmp', name);
}

/**
 * Each process listens on a socket file of its own in `folder`, and only then looks whether another one answers: of two, the
 * later to look sees the other, whenever they start. Nobody listens on a file that a killed process left; as no file's name
 * is used twice, removing it harms no one.
 */
export async function listenByFile(folder, name) {
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
async function listen(path) {
  const server = createServer((socket) => socket.destroy());
  server.listen(path);
  try {
    await once(server, 'listening');
    return server;
  } catch (error) {
    if (error.code === 'EADDRINUSE') return undefined;
    throw error;
  }
}

async function answers(path) {
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
