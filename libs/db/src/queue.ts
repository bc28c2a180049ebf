import { fromPrisma, PgBoss, type Job } from 'pg-boss';
import { connections, databaseUrl, type Transaction } from './database.ts';

const QUEUE = 'train';
/** A worker that says nothing for so long has lost its run; it notices itself somewhat earlier. */
export const HOLD_SECONDS = 15;

interface Ticket {
  runId: string;
}

/** The queue, opened when it is first asked for. Its tables live in the schema `pgboss` of the same database. */
function queue(): Promise<PgBoss> {
  return (connections.boss ??= openQueue());
}

async function openQueue(): Promise<PgBoss> {
  const boss = new PgBoss({
    connectionString: databaseUrl(),
    max: 4,
    useListenNotify: true,
    schedule: false,
    superviseIntervalSeconds: 5,
    monitorIntervalSeconds: 5,
  });
  boss.on('error', (error) => console.error(`queue: ${error.message}`));
  await boss.start();
  await boss.createQueue(QUEUE, {
    // A run's own count of vain attempts decides when to give up, not the queue.
    retryLimit: 1_000_000,
    retryDelay: 0,
    expireInSeconds: 86_399,
    heartbeatSeconds: HOLD_SECONDS,
    notify: true,
  });
  return boss;
}

/** Makes the queue's tables; `migrate()` makes the others. */
export async function prepareQueue(): Promise<void> {
  await queue();
}

/** Queues a run in the transaction that makes it wait. */
export async function enqueue(tx: Transaction, runId: string, jobId: string): Promise<void> {
  const boss = await queue();
  await boss.send(QUEUE, { runId } satisfies Ticket, { id: jobId, db: fromPrisma(tx) });
}

/**
 * Takes runs from the queue, one at a time, until `stop()`. A `handler` that throws gives its job back at once;
 * `signal` aborts when the queue has given the job to somebody else.
 */
export async function workQueue(
  handler: (runId: string, jobId: string, signal: AbortSignal) => Promise<void>,
): Promise<{ stop(): Promise<void> }> {
  const boss = await queue();
  let current: Promise<void> = Promise.resolve();
  await boss.work(
    QUEUE,
    { pollingIntervalSeconds: 2, notifyPollingIntervalSeconds: 2, heartbeatRefreshSeconds: 4 },
    async ([job]: Job<Ticket>[]) => {
      if (!job) return;
      current = handler(job.data.runId, job.id, job.signal);
      await current;
    },
  );
  return {
    stop: async () => {
      await boss.offWork(QUEUE, { wait: true });
    },
  };
}
