/** `npm start` while its parts are killed, and when it is told to stop or killed itself. */
import { once } from 'node:events';
import { rmSync } from 'node:fs';
import { createServer, type Server } from 'node:net';
import { afterAll, expect, test } from 'vitest';
import { Atelier, eventually, ownFolder, POSTGRES, SERVER, STUDIO, WORKER } from '../atelier.ts';

const PORT = 3462;
const folder = ownFolder('restarts');
afterAll(() => rmSync(folder, { recursive: true }));

const start = (settings: NodeJS.ProcessEnv = {}) => new Atelier({ folder, port: PORT, settings });

test('studio, worker and database are started again when they are killed', async () => {
  const atelier = await start().opened();
  const status = (at: string) => atelier.status(at);
  const kill = (of: RegExp) => expect(atelier.signal(of, 'SIGKILL'), String(of)).toBeGreaterThan(0);
  expect([await status('/'), await status('/api/ready'), await status('/api/health')]).toEqual([
    200, 200, 200,
  ]);

  // Of this machine's own addresses the first alone: at another one of them nobody listens.
  await expect(fetch(atelier.address.replace(/localhost|127\.0\.0\.1/, '127.0.0.2'))).rejects.toThrow();

  kill(STUDIO);
  await eventually(
    async () => (await status('/')) === 200 && /the studio ended by itself/.test(atelier.said()),
  );

  kill(WORKER);
  await eventually(() => atelier.said().split('waits for runs').length === 3);

  const [pid] = atelier.processes(POSTGRES);
  process.kill(pid!, 'SIGSTOP'); // so that what is asked meanwhile is asked without it
  const places = ['/api/ready', '/', '/train'];
  const seen = places.map(() => new Set<number>());
  kill(POSTGRES);
  await eventually(async () => {
    const answers: number[] = [];
    for (const [k, at] of places.entries()) {
      answers[k] = await status(at);
      seen[k]!.add(answers[k]);
    }
    return atelier.processes(POSTGRES).length > 0 && answers.every((answer) => answer === 200);
  });
  expect(seen.map((answers) => [...answers].sort())).toEqual(places.map(() => [200, 503]));
  expect(atelier.said()).toContain('the database has ended: it is started again');

  expect(await atelier.stop()).toBe(0);
  expect(atelier.processes()).toEqual([]);
  expect(atelier.said()).not.toContain('does not end by itself');
});

test('a database that does not answer yet when the studio is there is waited for', async () => {
  const atelier = start();
  await eventually(() => atelier.processes(STUDIO).length > 0);
  const [pid] = atelier.processes(POSTGRES);
  process.kill(pid!, 'SIGSTOP');
  await eventually(async () => (await atelier.status('/')) === 503);
  process.kill(pid!, 'SIGCONT');
  await atelier.opened();
  expect(await atelier.stop()).toBe(0);
});

test('killed itself, its parts end, and the next start has its port', async () => {
  const first = await start().opened();
  expect(first.signal(SERVER, 'SIGKILL')).toBe(1);
  await once(first.starter, 'exit');
  await eventually(() => first.processes(STUDIO).length + first.processes(WORKER).length === 0);

  const second = await start().opened();
  expect(second.said()).toContain(`Atelier is open at http://localhost:${PORT} `);
  second.starter.kill('SIGKILL');
  await eventually(() => second.processes().length === 0);
});

test('a port that is taken is said, with who has it', async () => {
  const taker: Server = createServer().listen(PORT, '127.0.0.1');
  await once(taker, 'listening');
  const atelier = await start().opened();
  expect(atelier.said()).toMatch(new RegExp(`port ${PORT} is taken by .* \\(process ${process.pid}\\)`));
  expect(await atelier.stop('SIGHUP')).toBe(0);
  taker.close();
});

test('others are let in only where people sign in', async () => {
  const refused = start({ HOST: '0.0.0.0', ATELIER_ACCOUNTS: 'off' });
  expect(await once(refused.starter, 'exit')).toEqual([1, null]);
  expect(refused.said()).toMatch(/HOST=0\.0\.0\.0 .*ATELIER_ACCOUNTS=off/);

  const atelier = await start({ HOST: '0.0.0.0' }).opened();
  const status = (at: string) => atelier.status(at);
  expect([await status('/api/health'), await status('/api/trpc/photos.list'), await status('/')]).toEqual([
    200,
    401,
    0, // 0: sent elsewhere
  ]);
  const { pathname } = new URL((await fetch(atelier.address)).url);
  expect(pathname).toBe('/join');
  await eventually(() => /at http:\/\/localhost:\d+\/join\?code=\w{4}-/.test(atelier.said()));
  expect(await atelier.stop()).toBe(0);
});
