import type { EventEmitter } from 'node:events';
import { setTimeout as delay } from 'node:timers/promises';
import { PrismaPg } from '@prisma/adapter-pg';
import type pg from 'pg';
import type { PgBoss } from 'pg-boss';
import { databaseUrlFromEnvironment } from './env.ts';
import { PrismaClient } from './generated/client.ts';

const open = (url: string) =>
  new PrismaClient({
    adapter: new PrismaPg({
      connectionString: url,
      max: 10,
      // A machine that vanishes in the middle of a transaction must not keep a run's row locked.
      idle_in_transaction_session_timeout: 20_000,
      // A database that has vanished must not keep a worker waiting for its answer.
      query_timeout: 30_000,
    }),
    // Bytes are read only where a query names them.
    omit: {
      image: { bytes: true },
      checkpoint: { bytes: true },
      runState: { bytes: true },
      film: { poster: true, state: true },
      filmChunk: { bytes: true },
    },
    transactionOptions: { maxWait: 10_000, timeout: 60_000 },
  });

export type Database = ReturnType<typeof open>;
/** A transaction, or the database itself. */
export type Transaction = Omit<Database, '$connect' | '$disconnect' | '$on' | '$transaction' | '$extends'>;

/** What a process has open. A bundler may load this file more than once, so it hangs on the process's global object. */
interface Connections {
  url?: string;
  prisma?: Database;
  boss?: Promise<PgBoss>;
  listener?: Promise<{ events: EventEmitter; client: pg.Client }>;
}
const slot = Symbol.for('atelier.db');
export const connections = ((globalThis as { [slot]?: Connections })[slot] ??= {});

/** Names the database for this process; without it, DATABASE_URL does. Nothing is opened yet. */
export function useDatabase(url: string): void {
  if (connections.prisma && connections.url !== url)
    throw new Error('another database is open: disconnect() first');
  connections.url = url;
}

/** The address of this process's database. Throws if there is none. */
export function databaseUrl(): string {
  return (connections.url ??= databaseUrlFromEnvironment());
}

/** The database, opened when it is first asked for. */
export function db(): Database {
  return (connections.prisma ??= open(databaseUrl()));
}

/** In milliseconds: a database that takes longer, or is stopped, does not answer. */
const ANSWERS_WITHIN = 5_000;

/** Whether the database answers now. */
export async function databaseAnswers(): Promise<boolean> {
  try {
    const asked = db().$queryRaw`select 1`.then(() => true);
    return await Promise.race([asked, delay(ANSWERS_WITHIN, false, { ref: false })]);
  } catch {
    return false;
  }
}

/** Closes everything that this process has open: client, queue and listener. */
export async function disconnect(): Promise<void> {
  const { prisma, boss, listener } = connections;
  delete connections.prisma;
  delete connections.boss;
  delete connections.listener;
  delete connections.url;
  await (await boss)?.stop({ graceful: false });
  await (await listener)?.client.end();
  await prisma?.$disconnect();
}
