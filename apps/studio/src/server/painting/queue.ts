import PQueue from 'p-queue';
import type { Reason } from '../../contracts/refused.ts';
import { reasonFor } from '../reason.ts';

/** Where a job stands: `queuePosition` counts those before it that wait too, `done` is a share 0..1. */
export type JobStatus<T> =
  | { state: 'waiting'; queuePosition: number }
  | { state: 'working'; done: number }
  | { state: 'done'; result: T }
  | { state: 'failed'; reason: Reason };

export type Work<T> = (report: (done: number) => void, signal: AbortSignal) => Promise<T>;

interface Job<T> {
  priority: number;
  status: JobStatus<T>;
  /** Those who watch; when the last one leaves, the job is given up. */
  watchers: Set<() => void>;
  controller: AbortController;
}

/**
 * Jobs wait in one queue, those of a higher priority before the others, at most `atOnce` are worked on. Whoever asks for a job
 * that is there already watches that one, and everyone is told their position whenever it changes.
 */
export class Queue<T> {
  readonly #waiters: PQueue;
  /** In the order of their coming. */
  readonly #jobs = new Map<string, Job<T>>();

  constructor(atOnce: number) {
    this.#waiters = new PQueue({ concurrency: atOnce });
  }

  /** How many jobs wait or are worked on. */
  get length(): number {
    return this.#jobs.size;
  }

  /** The statuses of these jobs as they change, until all are over. `signal` tells that nobody watches any more. */
  async *watch(
    wanted: { key: string; work: Work<T>; priority?: number }[],
    signal: AbortSignal,
  ): AsyncGenerator<{ key: string; status: JobStatus<T> }> {
    const changed = new Set<string>();
    let wake: (() => void) | undefined;
    const watched = wanted.map(({ key, work, priority = 0 }) => {
      const job = this.#jobs.get(key) ?? this.#start(key, work, priority);
      const watcher = () => {
        changed.add(key);
        wake?.();
      };
      job.watchers.add(watcher);
      changed.add(key);
      return { key, job, watcher };
    });
    const stop = () => wake?.();
    signal.addEventListener('abort', stop);
    try {
      const open = new Map(watched.map(({ key, job }) => [key, job]));
      while (open.size > 0 && !signal.aborted) {
        for (const key of [...changed]) {
          changed.delete(key);
          const status = open.get(key)?.status;
          if (!status) continue;
          if (status.state === 'done' || status.state === 'failed') open.delete(key);
          yield { key, status };
        }
        if (open.size > 0 && changed.size === 0 && !signal.aborted)
          await new Promise<void>((resolve) => (wake = resolve));
      }
    } finally {
      signal.removeEventListener('abort', stop);
      for (const { key, job, watcher } of watched) {
        job.watchers.delete(watcher);
        if (job.watchers.size > 0) continue;
        // Given up: whoever asks from now on starts anew.
        if (this.#jobs.get(key) === job) this.#jobs.delete(key);
        job.controller.abort();
      }
    }
  }

  #start(key: string, work: Work<T>, priority: number): Job<T> {
    const job: Job<T> = {
      priority,
      status: {
        state: 'waiting',
        queuePosition: this.#waiting().filter((each) => each.priority >= priority).length,
      },
      watchers: new Set(),
      controller: new AbortController(),
    };
    this.#jobs.set(key, job);
    void this.#run(key, job, work);
    this.#moveUp(); // those of less priority move down
    return job;
  }

  async #run(key: string, job: Job<T>, work: Work<T>): Promise<void> {
    const { signal } = job.controller;
    try {
      const result = await this.#waiters.add(
        async () => {
          this.#tell(job, { state: 'working', done: 0 });
          this.#moveUp();
          return work((done) => this.#tell(job, { state: 'working', done }), signal);
        },
        { signal, priority: job.priority, throwOnTimeout: true },
      );
      this.#tell(job, { state: 'done', result });
    } catch (error) {
      this.#tell(job, { state: 'failed', reason: reasonFor(error) });
    } finally {
      if (this.#jobs.get(key) === job) this.#jobs.delete(key);
      this.#moveUp();
    }
  }

  #tell(job: Job<T>, status: JobStatus<T>): void {
    job.status = status;
    for (const watcher of job.watchers) watcher();
  }

  /** In the order in which they will be worked on. */
  #waiting(): Job<T>[] {
    return [...this.#jobs.values()]
      .filter(({ status }) => status.state === 'waiting')
      .sort((a, b) => b.priority - a.priority);
  }

  #moveUp(): void {
    this.#waiting().forEach((job, queuePosition) => {
      if (job.status.state === 'waiting' && job.status.queuePosition !== queuePosition)
        this.#tell(job, { state: 'waiting', queuePosition });
    });
  }
}
