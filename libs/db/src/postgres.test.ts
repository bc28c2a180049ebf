import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, readdirSync } from 'node:fs';
import { chmod, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { createInterface } from 'node:readline';
import pg from 'pg';
import { afterAll, beforeAll, expect, inject, test } from 'vitest';
import { PostgresError, startPostgres } from './postgres.ts';

const script = path.join(import.meta.dirname, '../test/join-postgres.ts');
let parent: string;
let folder: string;
beforeAll(async () => {
  parent = await mkdtemp(path.join(tmpdir(), 'atelier-postgres-'));
  await chmod(parent, 0o755);
  folder = path.join(parent, 'postgres');
});
afterAll(() => rm(parent, { recursive: true }));

interface User {
  process: ChildProcess;
  url: string;
  leave(): Promise<void>;
}

async function join(): Promise<User> {
  const child = spawn(process.execPath, ['--import', 'tsx', script, folder], {
    stdio: ['pipe', 'pipe', 'inherit'],
  });
  const gone = once(child, 'exit');
  const [url] = (await Promise.race([once(createInterface(child.stdout), 'line'), gone])) as [string];
  expect(url).toMatch(/^postgresql:/);
  const leave = async () => {
    child.stdin.end();
    expect(await gone).toEqual([0, null]);
  };
  return { process: child, url, leave };
}

async function query(url: string, text: string): Promise<unknown[]> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  try {
    return (await client.query<Record<string, unknown>>(text)).rows.map((row) => Object.values(row)[0]);
  } finally {
    await client.end();
  }
}

const running = () => existsSync(path.join(folder, '18', 'postmaster.pid'));

test('an address that is given is used, and nothing is started', async () => {
  const url = inject('template');
  const postgres = await startPostgres({ url, folder });
  expect(postgres.url).toBe(url);
  await postgres.stop();
  expect(await query(url, 'select 1')).toEqual([1]);
  expect(existsSync(folder)).toBe(false);
});

test('an address that does not answer is said in words, without its password', async () => {
  const url = 'postgresql://somebody:secret@127.0.0.1:1/atelier';
  const failure: unknown = await startPostgres({ url, folder }).catch((error: unknown) => error);
  expect(failure).toBeInstanceOf(PostgresError);
  expect((failure as Error).message).toMatch(/^PostgreSQL at 127.0.0.1:1 .* check DATABASE_URL$/);
  expect((failure as Error).message).not.toContain('secret');
});

test('processes that start at once share one server; the last to leave stops it; data survive', async () => {
  const users = await Promise.all([join(), join(), join()]);
  const [first, second, third] = users;
  expect(new Set(users.map((user) => user.url)).size).toBe(1);
  await query(first.url, 'create table kept as select 42 as answer');
  await first.leave();
  await second.leave();
  expect(await query(third.url, 'select answer from kept')).toEqual([42]);
  await third.leave();
  expect(running()).toBe(false);
  expect(readdirSync(folder).sort()).toEqual(['18', 'log']);

  const again = await join();
  expect(await query(again.url, 'select answer from kept')).toEqual([42]);
  again.process.kill('SIGKILL');
  await once(again.process, 'exit');
  expect(running()).toBe(true);
  const heir = await join();
  expect(heir.url).toBe(again.url);
  await heir.leave();
  expect(running()).toBe(false);
});

test('a server that was killed is started again', async () => {
  const user = await join();
  await query(user.url, 'create table written as select 1 as one');
  const [pid] = await query(user.url, "select split_part(pg_read_file('postmaster.pid'), E'\\n', 1)::int");
  process.kill(pid as number, 'SIGKILL');
  await user.leave();
  const next = await join();
  expect(await query(next.url, 'select one from written')).toEqual([1]);
  await next.leave();
});

test('a folder that cannot be used is named', async () => {
  const file = path.join(folder, 'log', 'below-a-file');
  await expect(startPostgres({ folder: file })).rejects.toThrow(file);
});
