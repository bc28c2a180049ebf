import { type ChildProcess, execFile, spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, mkdirSync, readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { chmod, cp, mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { createInterface } from 'node:readline';
import { promisify } from 'node:util';
import pg from 'pg';
import { afterAll, beforeAll, expect, inject, test } from 'vitest';
import { checkProgram } from './account.ts';
import { PostgresError, startPostgres } from './postgres.ts';
import { postgresPrograms } from './programs.ts';

const script = path.join(import.meta.dirname, '../../test/join-postgres.ts');
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
  /** What it has written of what happened. */
  said(): string;
  leave(): Promise<void>;
}

async function join(): Promise<User> {
  const child = spawn(process.execPath, ['--import', 'tsx', script, folder], {
    stdio: ['pipe', 'pipe', 'inherit'],
  });
  let said = '';
  child.stdout.on('data', (text: Buffer) => (said += text.toString()));
  const gone = once(child, 'exit');
  const [url] = (await Promise.race([once(createInterface(child.stdout), 'line'), gone])) as [string];
  expect(url).toMatch(/^postgresql:/);
  const leave = async () => {
    child.stdin.end();
    expect(await gone).toEqual([0, null]);
  };
  return { process: child, url, said: () => said, leave };
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

/** What `ask` answers once it answers at all; the test's time is the limit. */
async function eventually<Answer>(ask: () => Promise<Answer>): Promise<Answer> {
  for (;;) {
    const answer = await ask().catch(() => undefined);
    if (answer !== undefined) return answer;
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
  // By whoever uses it, at the address that everybody knows.
  const answer = await eventually(() => query(user.url, 'select one from written'));
  expect(answer).toEqual([1]);
  await user.leave();
  expect(running()).toBe(false);
  const next = await join();
  expect(await query(next.url, 'select one from written')).toEqual([1]);
  await next.leave();
});

test('whoever leaves while the server is being started again leaves none behind', async () => {
  const user = await join();
  const file = path.join(folder, '18', 'postmaster.pid');
  const [killed] = readFileSync(file, 'utf8').split('\n');
  process.kill(Number(killed), 'SIGKILL');
  // The next one has come, and is not up yet, or just so.
  await eventually(async () => {
    const [next] = (await readFile(file, 'utf8')).split('\n');
    return next && next !== killed ? next : undefined;
  });
  await user.leave();
  expect(running()).toBe(false);
});

test('a server that cannot start is not waited for when leaving', async () => {
  const user = await join();
  const settings = path.join(folder, '18', 'postgresql.conf');
  const right = readFileSync(settings, 'utf8');
  const [pid] = await query(user.url, "select split_part(pg_read_file('postmaster.pid'), E'\\n', 1)::int");
  writeFileSync(settings, `${right}\nno_such_setting = 1\n`);
  try {
    process.kill(pid as number, 'SIGKILL');
    const log = path.join(folder, 'log');
    await eventually(async () => (await readFile(log, 'utf8')).includes('no_such_setting') || undefined);
    await user.leave();
    expect(user.said()).toContain('the database has ended: it is started again');
    expect(user.said()).not.toContain('does not start'); // which is said after a minute of trying

    const closing = new AbortController();
    const starting = startPostgres({ folder, signal: closing.signal });
    closing.abort();
    await expect(starting).rejects.toThrow('aborted');
  } finally {
    writeFileSync(settings, right);
  }
});

test('a pid file whose number is another process now does not keep the server from starting', async () => {
  const user = await join();
  const [pid] = await query(user.url, "select split_part(pg_read_file('postmaster.pid'), E'\\n', 1)::int");
  user.process.kill('SIGKILL');
  await once(user.process, 'exit');
  process.kill(pid as number, 'SIGKILL');
  const file = path.join(folder, '18', 'postmaster.pid');
  const left = readFileSync(file, 'utf8').split('\n');
  // Of this account, of the database's where there is one, and of Atelier itself.
  const sleeper = spawn('sleep', ['600'], process.getuid?.() === 0 ? statSync(path.dirname(file)) : {});
  try {
    for (const number of [sleeper.pid, process.pid, 1]) {
      writeFileSync(file, [number, ...left.slice(1)].join('\n'));
      const next = await join();
      expect(await query(next.url, 'select 1')).toEqual([1]);
      next.process.kill('SIGKILL');
      await once(next.process, 'exit');
      const [server] = readFileSync(file, 'utf8').split('\n');
      process.kill(Number(server), 'SIGKILL');
    }
  } finally {
    sleeper.kill();
  }
  expect(running()).toBe(true);
});

test('folders made under a narrow umask let the database in', async () => {
  for (const umask of [0o027, 0o077, 0o007]) {
    const above = path.join(parent, `umask-${umask}`);
    const before = process.umask(umask);
    try {
      const deep = path.join(above, 'new', 'data', 'postgres');
      await (await startPostgres({ folder: deep })).stop();
      // As a failed start of an older version left it.
      await chmod(path.dirname(deep), 0o750);
      await (await startPostgres({ folder: deep })).stop();
      expect(statSync(path.join(deep, '18')).mode & 0o777).toBe(0o700);
    } finally {
      process.umask(before);
    }
  }
  if (process.getuid?.() !== 0) return; // the database runs as the account that made the folders
  const closed = path.join(parent, 'closed');
  mkdirSync(closed, { mode: 0o700 });
  mkdirSync(path.join(closed, 'data'));
  await expect(startPostgres({ folder: path.join(closed, 'data', 'postgres') })).rejects.toThrow(
    `that account cannot enter ${closed}: chmod o+x ${closed}, or name another folder with ATELIER_DATA`,
  );
});

test('programs that were installed under a narrow umask are named, with what lets the database run them', async () => {
  if (process.getuid?.() !== 0) return; // it runs as the account that installed them
  const { postgres } = await postgresPrograms();
  const copy = path.join(parent, 'package');
  const program = path.join(copy, 'native', 'bin', 'postgres');
  await cp(path.dirname(postgres), path.dirname(program), { recursive: true });
  const run = promisify(execFile);
  await run('chmod', ['-R', 'go=', copy]);
  const mend = `chmod -R go+rX ${copy}`;
  await expect(checkProgram(program, copy)).rejects.toThrow(`cannot use ${program}: ${mend}`);
  await run('chmod', ['go+rx', program]);
  await expect(checkProgram(program, copy)).rejects.toThrow(`cannot use ${path.dirname(program)}: ${mend}`);
  await run('sh', ['-c', mend]);
  await checkProgram(program, copy);
  await chmod(copy, 0o700);
  await expect(checkProgram(program, path.dirname(program))).rejects.toThrow(
    `cannot use ${copy}: chmod o+x ${copy}, or keep Atelier in another folder`,
  );
});

test('a folder that cannot be used is named', async () => {
  const file = path.join(folder, 'log', 'below-a-file');
  await expect(startPostgres({ folder: file })).rejects.toThrow(file);
});
