import { describe, expect, test } from 'vitest';
import { type Reason, Refused } from '../../contracts/refused.ts';
import { Queue, type JobStatus } from './queue.ts';

/** A job that ends when it is told to. */
function job(key: string) {
  let resolve: (result: string) => void = () => undefined;
  let reject: (reason: Error) => void = () => undefined;
  const promise = new Promise<string>((...both) => ([resolve, reject] = both));
  let given: AbortSignal | undefined;
  return {
    key,
    work: (report: (done: number) => void, signal: AbortSignal) => {
      given = signal;
      report(0.5);
      return promise;
    },
    end: () => resolve(`${key} painted`),
    fail: (reason: Reason) => reject(new Refused(reason)),
    signal: () => given,
  };
}

async function until<T>(
  watch: AsyncGenerator<{ key: string; status: JobStatus<T> }>,
  state: JobStatus<T>['state'],
) {
  for (;;) {
    const next = await watch.next();
    if (next.done) throw new Error(`it ended before it was ${state}`);
    if (next.value.status.state === state) return next.value;
  }
}

const never = () => new AbortController().signal;

describe('a queue of jobs, one at a time', () => {
  test('what is more urgent goes before all that waits, and these are told so', async () => {
    const queue = new Queue<string>(1);
    const [working, later, urgent] = [job('working'), job('later'), job('urgent')];
    const first = queue.watch([working], never());
    await until(first, 'working');
    const second = queue.watch([later], never());
    expect(await second.next()).toMatchObject({ value: { status: { state: 'waiting', queuePosition: 0 } } });
    const third = queue.watch([{ ...urgent, priority: 1 }], never());
    expect(await third.next()).toMatchObject({ value: { status: { state: 'waiting', queuePosition: 0 } } });
    expect(await second.next()).toMatchObject({ value: { status: { state: 'waiting', queuePosition: 1 } } });
    working.end();
    await until(third, 'working');
    urgent.end();
    await until(second, 'working');
    later.end();
    await until(second, 'done');
  });

  test('tells each its place and moves everyone up', async () => {
    const queue = new Queue<string>(1);
    const [a, b, c] = ['a', 'b', 'c'].map(job) as [
      ReturnType<typeof job>,
      ReturnType<typeof job>,
      ReturnType<typeof job>,
    ];
    const first = queue.watch([a], never());
    await until(first, 'working');
    const second = queue.watch([b], never());
    const third = queue.watch([c], never());
    expect(await second.next()).toMatchObject({ value: { status: { state: 'waiting', queuePosition: 0 } } });
    expect(await third.next()).toMatchObject({ value: { status: { state: 'waiting', queuePosition: 1 } } });
    a.end();
    expect(await until(first, 'done')).toEqual({
      key: 'a',
      status: { state: 'done', result: 'a painted' },
    });
    expect((await first.next()).done).toBe(true);
    await until(second, 'working');
    expect(await third.next()).toMatchObject({ value: { status: { state: 'waiting', queuePosition: 0 } } });
    b.end();
    c.end();
    await until(third, 'done');
    await until(second, 'done');
    expect(queue.length).toBe(0);
  });

  test('does a job once however many watch, and gives it up when the last one leaves', async () => {
    const queue = new Queue<string>(1);
    const shared = job('a');
    const [one, two] = [new AbortController(), new AbortController()];
    const watching = [queue.watch([shared], one.signal), queue.watch([shared], two.signal)] as const;
    await until(watching[0], 'working');
    await until(watching[1], 'working');
    one.abort();
    expect((await until(watching[0], 'working').catch((error: Error) => error.message)) as string).toContain(
      'it ended',
    );
    expect(shared.signal()?.aborted).toBe(false);
    two.abort();
    while (!(await watching[1].next()).done);
    expect(shared.signal()?.aborted).toBe(true);
    expect(queue.length).toBe(0);
    shared.end();
  });

  test('a job in queue that is given up never begins', async () => {
    const queue = new Queue<string>(1);
    const [a, b] = [job('a'), job('b')];
    const first = queue.watch([a], never());
    await until(first, 'working');
    const leaving = new AbortController();
    const second = queue.watch([b], leaving.signal);
    await until(second, 'waiting');
    leaving.abort();
    while (!(await second.next()).done);
    a.end();
    await until(first, 'done');
    expect(b.signal()).toBeUndefined();
  });

  test('tells why a job failed, and goes on with the next', async () => {
    const queue = new Queue<string>(1);
    const [a, b] = [job('a'), job('b')];
    const watch = queue.watch([a, b], never());
    await until(watch, 'working');
    a.fail({ kind: 'noSpace' });
    expect(await until(watch, 'failed')).toEqual({
      key: 'a',
      status: { state: 'failed', reason: { kind: 'noSpace' } },
    });
    b.end();
    expect(await until(watch, 'done')).toMatchObject({ key: 'b' });
  });
});
