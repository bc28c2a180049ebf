/** `npm start` while its parts are killed, and when it is told to stop or killed itself. */
import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { chmodSync, mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { createServer, type Server } from 'node:net';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';

const start = path.join(import.meta.dirname, '../../../tools/start.mjs');
const PORT = 3462;
const address = `http://127.0.0.1:${PORT}`;
let folder: string;
beforeAll(() => {
  folder = mkdtempSync(path.join(tmpdir(), 'atelier-restarts-'));
  chmodSync(folder, 0o755); // PostgreSQL may run as another account, which has to get in
});
afterAll(() => rmSync(folder, { recursive: true }));

interface Atelier {
  starter: ChildProcess;
  /** All that it has said until now. */
  said(): string;
}

/** Started, and open with a worker. */
async function open(settings = {}): Promise<Atelier> {
  const starter = spawn(process.execPath, [start], {
    env: { ...process.env, ATELIER_DATA: folder, PORT: String(PORT), ...settings },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  let said = '';
  for (const stream of [starter.stdout, starter.stderr])
    stream.setEncoding('utf8').on('data', (text: string) => (said += text));
  const atelier = { starter, said: () => said };
  await eventually(() => /Atelier is open[^]*waits for runs/.test(said));
  return atelier;
}

/** The processes of this Atelier: all that have its data folder in their environment. Linux lists them. */
function processes(of: RegExp): number[] {
  return readdirSync('/proc').flatMap((pid) => {
    try {
      const read = (file: string) => readFileSync(`/proc/${pid}/${file}`, 'utf8').replaceAll('\0', ' ');
      const ours = /^\d+$/.test(pid) && read('environ').includes(`ATELIER_DATA=${folder} `);
      return ours && of.test(read('cmdline')) && !/\) Z /.test(read('stat')) ? [Number(pid)] : [];
    } catch {
      return []; // it has just ended
    }
  });
}

function kill(of: RegExp): void {
  const found = processes(of);
  expect(found, String(of)).not.toEqual([]);
  for (const pid of found) process.kill(pid, 'SIGKILL');
}

/** Asks again until it is so; the test's time is the limit. */
async function eventually(ask: () => boolean | Promise<boolean>): Promise<void> {
  while (!(await ask())) await new Promise((resolve) => setTimeout(resolve, 50));
}

const status = (path: string) =>
  fetch(address + path, { redirect: 'error' }).then(
    async (answer) => (await answer.text(), answer.status),
    () => 0,
  );

const STUDIO = /server\.mjs/;
const WORKER = /atelier\.mjs worker/;
const SERVER = /serve\.ts/;
const POSTGRES = /postgres -D/;

test('studio, worker and database are started again when they are killed', async () => {
  const atelier = await open();
  expect([await status('/'), await status('/api/ready'), await status('/api/health')]).toEqual([
    200, 200, 200,
  ]);

  kill(STUDIO);
  await eventually(
    async () => (await status('/')) === 200 && /the studio ended by itself/.test(atelier.said()),
  );

  kill(WORKER);
  await eventually(() => atelier.said().split('waits for runs').length === 3);

  const [pid] = processes(POSTGRES);
  process.kill(pid!, 'SIGSTOP'); // so that what is asked meanwhile is asked without it
  const seen = new Set<number>();
  kill(POSTGRES);
  await eventually(async () => {
    for (const address of ['/', '/train', '/api/ready']) seen.add(await status(address));
    return (
      processes(POSTGRES).length > 0 && (await status('/api/ready')) === 200 && (await status('/')) === 200
    );
  });
  expect([...seen].sort()).toEqual([200, 503]);
  expect(atelier.said()).toContain('the database has ended: it is started again');

  const gone = once(atelier.starter, 'exit');
  atelier.starter.kill('SIGTERM');
  expect(await gone).toEqual([0, null]);
  expect(processes(/./)).toEqual([]);
});

test('killed itself, its parts end, and the next start has its port', async () => {
  const first = await open();
  kill(SERVER);
  await once(first.starter, 'exit');
  await eventually(() => processes(STUDIO).length + processes(WORKER).length === 0);

  const second = await open();
  expect(second.said()).toContain(`Atelier is open at http://localhost:${PORT} `);
  second.starter.kill('SIGKILL');
  await eventually(() => processes(/./).length === 0);
});

test('a port that is taken is said, with who has it', async () => {
  const taker: Server = createServer().listen(PORT, '127.0.0.1');
  await once(taker, 'listening');
  const atelier = await open();
  expect(atelier.said()).toMatch(new RegExp(`port ${PORT} is taken by .* \\(process ${process.pid}\\)`));
  const gone = once(atelier.starter, 'exit');
  atelier.starter.kill('SIGHUP');
  expect(await gone).toEqual([0, null]);
  taker.close();
});

test('others are let in only where people sign in', async () => {
  const off = { HOST: '0.0.0.0', ATELIER_ACCOUNTS: 'off' };
  const refused = spawn(process.execPath, [start], {
    env: { ...process.env, ATELIER_DATA: folder, PORT: String(PORT), ...off },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  let said = '';
  refused.stderr.setEncoding('utf8').on('data', (text: string) => (said += text));
  expect(await once(refused, 'exit')).toEqual([1, null]);
  expect(said).toMatch(/HOST=0\.0\.0\.0 .*ATELIER_ACCOUNTS=off/);

  const atelier = await open({ HOST: '0.0.0.0' });
  expect([await status('/api/health'), await status('/api/trpc/photos.list'), await status('/')]).toEqual([
    200,
    401,
    0, // 0: sent elsewhere
  ]);
  const { pathname } = new URL((await fetch(address)).url);
  expect(pathname).toBe('/join');
  await eventually(() => /at http:\/\/localhost:\d+\/join\?code=\w{4}-/.test(atelier.said()));
  const gone = once(atelier.starter, 'exit');
  atelier.starter.kill('SIGTERM');
  expect(await gone).toEqual([0, null]);
});
