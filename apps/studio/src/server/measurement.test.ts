import { readdirSync, readFileSync } from 'node:fs';
import { useFreshDatabase } from '@atelier/db/test';
import { expect, test } from 'vitest';
import { measureSpeed } from './measurement.ts';

useFreshDatabase();

/** The measurements that this process has under way. Linux only. */
function underWay(): string[] {
  return readdirSync('/proc').filter((pid) => {
    try {
      const read = (file: string) => readFileSync(`/proc/${pid}/${file}`, 'utf8');
      const [, state, parent] = /\) (.) (\d+)/.exec(read('stat'))!;
      return state !== 'Z' && Number(parent) === process.pid && read('cmdline').includes('\0bench\0step\0');
    } catch {
      return false; // no process, or it has just ended
    }
  });
}

/** Looks again and again until it is so. */
async function until(wanted: () => boolean): Promise<void> {
  while (!wanted()) await new Promise((resolve) => setTimeout(resolve, 20));
}

test.runIf(process.platform === 'linux')(
  'one measurement at a time, which ends with whoever asked for it',
  async () => {
    const cost = { width: 4, lossNetwork: 'compact', size: 32, batch: 1 } as const;
    const [first, second] = [new AbortController(), new AbortController()];
    const left = [measureSpeed(cost, first.signal), measureSpeed(cost, second.signal)];
    const ended = Promise.allSettled(left);
    const stays = measureSpeed(cost);
    await until(() => underWay().length > 0);
    const [pid] = underWay();
    expect(underWay()).toEqual([pid]);
    second.abort();
    first.abort();
    expect((await ended).map(({ status }) => status)).toEqual(['rejected', 'rejected']);
    await until(() => !underWay().includes(pid!));
    await until(() => underWay().length > 0);
    expect(underWay()).toHaveLength(1); // of who waits still, and not of who has gone
    expect(await stays).toMatchObject({ ...cost, seconds: expect.any(Number) as number });
    expect(underWay()).toEqual([]);
  },
);
