import type { EventEmitter } from 'node:events';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import type { Worker, WorkerOptions } from 'node:worker_threads';

const require = createRequire(import.meta.url);
// The modules themselves, not their ESM bindings: what is replaced here must be seen by the package's CommonJS.
const workers = require('node:worker_threads') as { Worker: typeof Worker };
const os = require('node:os') as { cpus: () => unknown[] };
const failures = ['uncaughtException', 'unhandledRejection'];
/**
 * Starts the WebAssembly backend with threads, which tfjs 4.22 switches off under Node (its issue 3830) for two
 * reasons: it starts workers from blobs, and it takes half of the processors that it counts, so two give one thread.
 * While `start` runs, workers are started from a file instead, and twice the threads wanted are counted.
 * The threads do not keep the process alive, and what goes wrong later is Node's to report: the backend's own listeners
 * for that would print its whole source, one line of 50 kB.
 * @param script the package's threaded module, a path without its extension
 */
export async function withThreads<T>(script: string, threads: number, start: () => Promise<T>): Promise<T> {
  const { Worker: NodeWorker } = workers;
  const { cpus } = os;
  const started: Worker[] = [];
  workers.Worker = class extends NodeWorker {
    constructor(_blob: string | URL, _options?: WorkerOptions) {
      // Without the options that this process was started with: TypeScript is not needed there, and slow to load.
      super(join(import.meta.dirname, 'wasm-thread.cjs'), { workerData: script, execArgv: [] });
      started.push(this);
    }
  };
  const events: EventEmitter = process;
  const listeners = failures.map((event) => [event, events.listeners(event)] as const);
  os.cpus = () => Array.from({ length: 2 * threads });
  try {
    return await start();
  } finally {
    workers.Worker = NodeWorker;
    os.cpus = cpus;
    for (const worker of started) worker.unref();
    for (const [event, before] of listeners)
      for (const listener of events.listeners(event) as ((...values: unknown[]) => void)[])
        if (!before.includes(listener)) events.removeListener(event, listener);
  }
}
