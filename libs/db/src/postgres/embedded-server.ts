import { execFile, execFileSync, spawn } from 'node:child_process';
import { randomBytes, randomUUID } from 'node:crypto';
import { once } from 'node:events';
import { existsSync, readFileSync } from 'node:fs';
import { chown, mkdir, open, readFile, rename, rm, writeFile } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { promisify } from 'node:util';
import getPort from 'get-port';
import pg from 'pg';
import { account, admit } from './account.ts';
import { PostgresError } from './error.ts';
import { postgresPrograms } from './programs.ts';

const run = promisify(execFile);
const VERSION = '18';
/** Held (shared) by every process that uses the embedded server: the last one to leave stops it. */
const IN_USE = 4_710_205;
/** More than any system's number of a process. */
const NOBODY = 2 ** 31 - 1;

/**
 * After a kill PostgreSQL first sees to it that what it had written is on the disk: file by file, 1,400 of them, or with one
 * call for the file system, which takes a fifth of the time. The latter reports a disk's errors from Linux 5.8 on.
 */
const SYNC =
  process.platform === 'linux' && atLeast(os.release(), 5, 8) ? ['recovery_init_sync_method=syncfs'] : [];

/** A session that marks the embedded server as in use. */
export interface Session {
  client: pg.Client;
  port: number;
}

/** An embedded PostgreSQL in a folder, which all processes that name the folder share. */
export class EmbeddedServer {
  readonly #folder: string;
  readonly #data: string;
  #password = '';
  readonly #lost = new WeakSet<pg.Client>();

  constructor(folder: string) {
    this.#folder = folder;
    this.#data = path.join(folder, VERSION);
  }

  url(port: number, database: string): string {
    return `postgresql://postgres:${this.#password}@127.0.0.1:${port}/${database}`;
  }

  /**
   * Connects to the server, started if need be, and marks it as in use.
   * @param port the one to start it on, and no other
   * @param signal when it aborts, a server that is not up yet is ended
   */
  async join({ port, signal }: { port?: number; signal?: AbortSignal | undefined } = {}): Promise<Session> {
    await this.#initialise();
    await admit(this.#folder);
    this.#password = (await readFile(path.join(this.#data, 'password'), 'utf8')).trim();
    const deadline = Date.now() + 60_000;
    for (;;) {
      const found = this.#alive() ? this.#runningPort() : undefined;
      if (found !== undefined && port !== undefined && found !== port)
        throw new PostgresError(`PostgreSQL has moved to port ${found}: start Atelier again`);
      const joined = found === undefined ? undefined : await this.#mark(found);
      if (found !== undefined && joined) return { client: joined, port: found };
      signal?.throwIfAborted();
      if (Date.now() > deadline)
        throw new PostgresError(
          `PostgreSQL in ${this.#folder} does not start: see ${path.join(this.#folder, 'log')}`,
        );
      if (found === undefined || !this.#alive()) await this.#start(port, signal);
      await delay(50);
    }
  }

  isUp(): boolean {
    return this.#runningPort() !== undefined && this.#alive();
  }

  async leave(client: pg.Client): Promise<void> {
    const pid = this.#pid();
    try {
      // Whoever gets the lock alone was the last one; others that come now wait for it until the server is gone.
      await client.query('select pg_advisory_unlock_shared($1)', [IN_USE]);
      const { rows } = await client.query<{ last: boolean }>('select pg_try_advisory_lock($1) as last', [
        IN_USE,
      ]);
      if (!rows[0]?.last || pid === undefined) return;
      process.kill(pid, 'SIGINT');
    } catch (error) {
      // Without a connection (57P01, 57P02: it is being shut down) there is nobody to ask: the server is gone, or whoever
      // uses it next will stop it.
      const { code = '' } = error as { code?: string };
      if (this.#lost.has(client)) return;
      if (!code.startsWith('57P')) throw error;
    } finally {
      await client.end();
    }
    while (this.#alive()) await delay(20);
  }

  /** A session that holds the mark; undefined if the server is not up (any more). */
  async #mark(port: number): Promise<pg.Client | undefined> {
    const client = new pg.Client({
      connectionString: this.url(port, 'postgres'),
      application_name: 'atelier',
    });
    // An idle session whose server goes away must not end the process.
    client.on('error', () => this.#lost.add(client));
    try {
      await client.connect();
      await client.query('select pg_advisory_lock_shared($1)', [IN_USE]);
      return client;
    } catch (cause) {
      await client.end().catch(() => undefined);
      const code = (cause as { code?: string }).code;
      if (code === '28P01')
        throw new PostgresError(`the password in ${this.#data} is not the server's`, { cause });
      return undefined;
    }
  }

  #pidFile(): string[] | undefined {
    try {
      return readFileSync(path.join(this.#data, 'postmaster.pid'), 'utf8').split('\n');
    } catch (error) {
      // A server that ends takes it away at any moment.
      if ((error as NodeJS.ErrnoException).code === 'ENOENT') return undefined;
      throw error;
    }
  }

  #pid(): number | undefined {
    return Number(this.#pidFile()?.[0]) || undefined;
  }

  #runningPort(): number | undefined {
    const lines = this.#pidFile();
    return lines?.[7]?.trim() === 'ready' ? Number(lines[3]) : undefined;
  }

  /** Whether the process of the pid file is a server of this folder: numbers come again, above all in containers. */
  #alive(): boolean {
    const pid = this.#pid();
    return pid !== undefined && programOf(pid).includes(this.#data);
  }

  /**
   * PostgreSQL passes over a pid file whose number nobody has, and takes any living process of its account for a server:
   * where the number is somebody else's now, the file gets one that nobody can have.
   */
  async #disown(): Promise<void> {
    const pid = this.#pid();
    if (pid === undefined || programOf(pid).length === 0) return;
    const file = path.join(this.#data, 'postmaster.pid');
    const [, ...rest] = readFileSync(file, 'utf8').split('\n');
    await writeFile(file, [NOBODY, ...rest].join('\n'));
  }

  async #initialise(): Promise<void> {
    if (existsSync(path.join(this.#data, 'PG_VERSION'))) return;
    const as = account();
    const own = (file: string) => (as ? chown(file, as.uid, as.gid) : undefined);
    const { initdb } = await postgresPrograms();
    const made = await mkdir(this.#folder, { recursive: true });
    await own(this.#folder);
    await admit(this.#folder, made);
    // Beside, then renamed: two processes may come here at once, and one of them may be killed.
    const fresh = `${this.#data}.${randomUUID()}`;
    const secret = `${fresh}.password`;
    try {
      await writeFile(secret, randomBytes(18).toString('base64url'), { mode: 0o600 });
      await own(secret);
      const options = [
        '--username=postgres',
        '--auth=scram-sha-256',
        `--pwfile=${secret}`,
        '--encoding=UTF8',
      ];
      await run(initdb, ['-D', fresh, ...options, '--locale=C', '--no-sync'], { ...as, cwd: this.#folder });
      await rename(secret, path.join(fresh, 'password'));
      await rename(fresh, this.#data);
    } catch (cause) {
      await rm(secret, { force: true });
      await rm(fresh, { recursive: true, force: true });
      if (existsSync(path.join(this.#data, 'PG_VERSION'))) return;
      const said = (cause as { stderr?: string }).stderr ?? String(cause);
      const hint = as
        ? ` (it runs as account ${as.uid}, which must be able to enter every folder above)`
        : '';
      throw new PostgresError(`a database could not be made in ${this.#folder}${hint}: ${said.trim()}`, {
        cause,
      });
    }
  }

  /** Starts the server on that port or a free one, as a process of its own that outlives this one. */
  async #start(port?: number, signal?: AbortSignal): Promise<void> {
    if (this.#alive()) return;
    await this.#disown();
    const { postgres } = await postgresPrograms();
    const log = await open(path.join(this.#folder, 'log'), 'a');
    const settings = ['listen_addresses=127.0.0.1', 'unix_socket_directories=', ...SYNC].flatMap((s) => [
      '-c',
      s,
    ]);
    const own = String(port ?? (await getPort({ host: '127.0.0.1' })));
    const child = spawn(postgres, ['-D', this.#data, '-p', own, ...settings], {
      ...account(),
      cwd: this.#folder,
      stdio: ['ignore', log.fd, log.fd],
      detached: true,
    });
    child.unref();
    if (child.pid === undefined) {
      const [cause] = (await once(child, 'error')) as [Error];
      await log.close();
      throw new PostgresError(`PostgreSQL cannot be run: ${cause.message}`, { cause });
    }
    // Until it is ready or has given up, for example because another process started one at the same moment. At first the
    // pid file may still be that of a server that was killed, and say that it is ready.
    const ended = () => child.exitCode ?? child.signalCode;
    const up = () => this.#pid() === child.pid && this.#runningPort() !== undefined;
    while (ended() === null && !up() && !signal?.aborted) await delay(20);
    await log.close();
    if (signal?.aborted && !up() && ended() === null) {
      // Nobody will use it, and whoever leaves may remove its folder, or start another one there.
      child.ref();
      child.kill('SIGINT');
      await once(child, 'exit');
    }
  }
}

function atLeast(release: string, major: number, minor: number): boolean {
  const [first = 0, second = 0] = release.split('.').map(Number);
  return first > major || (first === major && second >= minor);
}

/** The program of a process and its parameters; none where there is no such process. */
function programOf(pid: number): string[] {
  try {
    if (process.platform === 'linux') return readFileSync(`/proc/${pid}/cmdline`, 'utf8').split('\0');
    const said = execFileSync('ps', ['-o', 'command=', '-p', String(pid)], { encoding: 'utf8' });
    return / -D (.*) -p \d+/.exec(said)?.slice(1) ?? [];
  } catch {
    return [];
  }
}
