import { once } from 'node:events';
import { readdirSync, readFileSync, readlinkSync } from 'node:fs';
import { createServer } from 'node:net';

/**
 * The wished port on an address of this machine, or the next one that nobody has; `taken` is told who has the others. (get-port
 * passes over a port that may not be used as if somebody had it; here it is an error, as whoever wants port 80 should know.)
 */
export async function freePort(
  wished: number,
  host: string,
  taken: (port: number, by: string) => void,
): Promise<number> {
  const server = createServer();
  server.listen(wished, host);
  try {
    await once(server, 'listening');
    return wished;
  } catch (error) {
    if ((error as { code?: string }).code !== 'EADDRINUSE' || wished >= 65_535) throw error;
    taken(wished, ownerOf(wished) ?? 'another program');
    return await freePort(wished + 1, host, taken);
  } finally {
    server.close();
  }
}

/** The program that listens on a port, where Linux tells; of other users' programs only root is told. */
export function ownerOf(port: number): string | undefined {
  if (process.platform !== 'linux') return undefined;
  const hex = port.toString(16).toUpperCase().padStart(4, '0');
  const rows = ['/proc/net/tcp', '/proc/net/tcp6'].flatMap((file) => quietly(() => lines(file)) ?? []);
  const sockets = rows
    .map((row) => row.trim().split(/\s+/))
    .filter(([, local, , state]) => local?.endsWith(`:${hex}`) && state === '0A') // 0A: it listens
    .map((row) => `socket:[${row[9]}]`);
  for (const pid of readdirSync('/proc').filter((name) => /^\d+$/.test(name)))
    for (const fd of quietly(() => readdirSync(`/proc/${pid}/fd`)) ?? [])
      if (sockets.includes(quietly(() => readlinkSync(`/proc/${pid}/fd/${fd}`)) ?? ''))
        return `${readFileSync(`/proc/${pid}/comm`, 'utf8').trim()} (process ${pid})`;
  return undefined;
}

const lines = (file: string) => readFileSync(file, 'utf8').split('\n').slice(1);

/** Undefined for what is another user's, or has just ended. */
function quietly<Value>(read: () => Value): Value | undefined {
  try {
    return read();
  } catch {
    return undefined;
  }
}
