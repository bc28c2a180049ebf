import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { setImmediate } from 'node:timers/promises';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { Part } from './part.ts';

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(path.join(tmpdir(), 'atelier-part-'));
  vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout', 'performance'] });
});
afterEach(() => {
  vi.useRealTimers();
  rmSync(folder, { recursive: true });
});

const started = () =>
  existsSync(path.join(folder, 'pids'))
    ? readFileSync(path.join(folder, 'pids'), 'utf8').split('\n').slice(0, -1)
    : [];

/** A part that notes the number of its process whenever it is started, and then does `what`. */
function part(what: string): { part: Part; failed: () => boolean } {
  const program = `require('fs').appendFileSync('pids', process.pid + '\\n'); ${what}`;
  let failed = false;
  const onFailed = () => (failed = true);
  const options = { name: 'part', args: ['-e', program], cwd: folder, env: process.env, patience: 1_000 };
  return { part: new Part({ ...options, onFailed }), failed: () => failed };
}

async function until(is: () => boolean): Promise<void> {
  while (!is()) await setImmediate();
}
const waits = () => vi.getTimerCount() === 1;

test('what ends by itself is started again after 1, 2, 4 and 8 s; the fifth end in a row is the last', async () => {
  const { part: ending, failed } = part('process.exit(3)');
  ending.start();
  for (const [k, pause] of [1_000, 2_000, 4_000, 8_000].entries()) {
    await until(waits);
    expect(started()).toHaveLength(k + 1);
    vi.advanceTimersByTime(pause - 1);
    expect(vi.getTimerCount()).toBe(1);
    vi.advanceTimersByTime(1);
    expect([vi.getTimerCount(), failed()]).toEqual([0, false]);
  }
  await until(failed);
  expect([started().length, vi.getTimerCount()]).toEqual([5, 0]);
});

test('one that has run for more than a minute begins to be counted anew', async () => {
  const { part: staying } = part('setInterval(() => 0, 1000)');
  const killed = async (times: number) => {
    await until(() => started().length === times);
    process.kill(Number(started().at(-1)), 'SIGKILL');
    await until(waits);
  };
  staying.start();
  await killed(1);
  vi.advanceTimersByTime(1_000);
  await until(() => started().length === 2);
  vi.advanceTimersByTime(60_001);
  await killed(2);
  vi.advanceTimersByTime(1_000); // and not after 2 s
  expect(vi.getTimerCount()).toBe(0);
  await until(() => started().length === 3);
  const stopped = staying.stop(Infinity);
  await stopped;
  expect(() => process.kill(Number(started().at(-1)), 0)).toThrow('ESRCH');
});

test('one that is stopped while it waits is not started again', async () => {
  const { part: ending } = part('process.exit(3)');
  ending.start();
  await until(waits);
  await ending.stop();
  expect([vi.getTimerCount(), started().length]).toEqual([0, 1]);
});
