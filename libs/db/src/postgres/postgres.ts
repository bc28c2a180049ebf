import { execFile } from 'node:child_process';
import path from 'node:path';
import { promisify } from 'node:util';
import { log } from '@atelier/log';
import pg from 'pg';
import { EmbeddedServer, type Session } from './embedded-server.ts';
import { PostgresError } from './error.ts';

export { PostgresError };

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
  /** When it aborts, an embedded server that is not up yet is ended. */
  signal?: AbortSignal;
}

/**
 * The database server: the one at `url`, else an embedded PostgreSQL kept in `folder`, which processes share.
 * Throws a PostgresError if the one does not answer, or the other cannot be started.
 */
export async function startPostgres({
  url,
  folder,
  database = 'atelier',
  signal,
}: PostgresOptions): Promise<Postgres> {
  if (url) return connectTo(url);
  const server = new EmbeddedServer(path.resolve(folder));
  const session = await server.join({ signal });
  const found = await session.client.query('select 1 from pg_database where datname = $1', [database]);
  if (!found.rowCount)
    await session.client.query(`create database ${pg.escapeIdentifier(database)}`).catch((cause: unknown) => {
      // Two processes may find it missing at once; 23505 and 42P04 say that the other was quicker.
      if (!['23505', '42P04'].includes((cause as { code?: string }).code ?? '')) throw cause as Error;
    });
  return { url: server.url(session.port, database), stop: stay(server, session) };
}

/** Starts the embedded server again, at the same address, whenever it ends before we leave. Returns how to leave. */
function stay(server: EmbeddedServer, session: Session): () => Promise<void> {
  const leaving = new AbortController();
  let current = session;
  let again: Promise<void> = Promise.resolve();
  const watch = () =>
    void current.client.once('end', () => {
      if (!leaving.signal.aborted) again = rejoin();
    });
  const rejoin = async () => {
    log.error('the database has ended: it is started again');
    // Without end: its disk may be full for days.
    while (!leaving.signal.aborted)
      try {
        current = await server.join({ port: session.port, signal: leaving.signal });
        return watch();
      } catch (error) {
        if (!leaving.signal.aborted) log.error(error instanceof Error ? error.message : String(error));
      }
  };
  watch();
  return async () => {
    leaving.abort();
    await again;
    await server.leave(current.client);
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
  const cwd = path.join(import.meta.dirname, '../..');
  try {
    await promisify(execFile)(process.execPath, ['tools/prisma.mjs', 'migrate', 'deploy'], {
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
