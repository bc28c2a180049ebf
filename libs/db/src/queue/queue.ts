import { log } from '@atelier/log';
import { fromPrisma, PgBoss, type Job } from 'pg-boss';
import { connections, databaseUrl, type Transaction } from '../database.ts';

/** What is worked on: trainings, films to paint, and photos to fetch. */
export type Queue = 'train' | 'film' | 'dataset';
const queues: Queue[] = ['train', 'film', 'dataset'];
/** What is done once a day, by one of all studios on this database. */
const DAILY = 'daily';
const DAY_SECONDS = 86_400;
/** A worker that says nothing for so long has lost its run; it notices itself somewhat earlier. */
export const HOLD_SECONDS = 25;

/** Whether whoever said this last has lost its run. */
export const isSilent = (heartbeatAt: Date | null): boolean =>
  !heartbeatAt || Date.now() - heartbeatAt.getTime() > HOLD_SECONDS * 1000;

/** What was taken from the queue is somebody else's by now, or gone: stop working on it and write nothing more. */
export class LostError extends Error {}

interface Ticket {
  /** Of the run, film or dataset; jobs that were queued before there were films say `runId`. */
  id?: string;
  runId?: string;
}

const idOf = ({ id, runId }: Ticket): string => (id ?? runId)!;

/** The queue, opened when it is first asked for. Its tables live in the schema `pgboss` of the same database. */
function queue(): Promise<PgBoss> {
  if (connections.boss) return connections.boss;
  const opening = openQueue();
  // A database that was away is asked again next time.
  opening.catch(() => connections.boss === opening && delete connections.boss);
  return (connections.boss = opening);
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
  boss.on('error', (error) => log.error({ err: error }, 'queue'));
  await boss.start();
  for (const queue of queues)
    await boss.createQueue(queue, {
      // A run's own count of vain attempts decides when to give up, not the queue.
      retryLimit: 1_000_000,
      retryDelay: 0,
      // The longest that the queue allows: a longer training is given back and goes on.
      expireInSeconds: 86_399,
      // A run may wait for its worker for years.
      retentionSeconds: 10 * 365 * 86_400,
      heartbeatSeconds: HOLD_SECONDS,
      notify: true,
    });
  await boss.createQueue(DAILY, {
    // Of those that wait there is one, however many studios ask for it.
    policy: 'short',
    retryLimit: 0,
    heartbeatSeconds: HOLD_SECONDS,
  });
  return boss;
}

/** Queues a run, a film or a dataset in the transaction that makes it wait; no worker gets it before so many seconds. */
export async function enqueue(
  tx: Transaction,
  to: Queue,
  id: string,
  jobId: string,
  startAfter = 0,
): Promise<void> {
  const boss = await queue();
  await boss.send(to, { id } satisfies Ticket, { id: jobId, db: fromPrisma(tx), startAfter });
}

/**
 * Takes runs, films or datasets from their queue, one at a time, until `stop()`. A `handler` that throws gives its job back at once;
 * `signal` aborts when the queue has given the job to somebody else.
 */
export async function workQueue(
  from: Queue,
  handler: (id: string, jobId: string, signal: AbortSignal) => Promise<void>,
): Promise<{ stop(): Promise<void> }> {
  const boss = await queue();
  await boss.work(
    from,
    { pollingIntervalSeconds: 2, notifyPollingIntervalSeconds: 2, heartbeatRefreshSeconds: 5 },
    async ([job]: Job<Ticket>[]) => {
      if (job) await handler(idOf(job.data), job.id, job.signal);
    },
  );
  return { stop: () => boss.offWork(from, { wait: true }) };
}

/**
 * Does `work` once a day from now on, in one of all processes that ask for it: at once where it has never been done or is due
 * since nobody was there to do it. `work` says itself what goes wrong; it is done again the next day.
 */
export async function workDaily(work: () => Promise<unknown>): Promise<void> {
  const boss = await queue();
  await boss.send(DAILY, {});
  await boss.work(DAILY, { pollingIntervalSeconds: 2, heartbeatRefreshSeconds: 5 }, async () => {
    // First the next time: it stands whatever becomes of this one.
    await boss.send(DAILY, {}, { startAfter: DAY_SECONDS });
    await work();
  });
}
