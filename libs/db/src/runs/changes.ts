import { EventEmitter } from 'node:events';
import pg from 'pg';
import { connections, databaseUrl, type Transaction } from '../database.ts';

const CHANNEL = 'atelier_run';

/** Tells every process, once the transaction is done, that something about a run changed. */
export async function announce(tx: Transaction, runId: string): Promise<void> {
  await tx.$executeRaw`select pg_notify(${CHANNEL}, ${runId})`;
}

/**
 * `undefined` once LISTEN is in force (now read what there is: nothing falls between), then the id of each run that
 * changed; changes that come while the reader is busy are told once. Ends when `signal` aborts.
 */
export async function* changes(signal: AbortSignal): AsyncGenerator<string | undefined> {
  const { events } = await listener();
  const waiting = new Set<string>();
  let lost: Error | undefined;
  let wake: () => void = () => undefined;
  const onChange = (runId: string) => void (waiting.add(runId), wake());
  const onLost = (error: Error) => void ((lost = error), wake());
  const onAbort = () => wake();
  events.on('change', onChange).on('lost', onLost);
  signal.addEventListener('abort', onAbort);
  try {
    if (!signal.aborted) yield undefined;
    while (!signal.aborted) {
      if (lost) throw lost;
      const [runId] = waiting;
      if (runId === undefined) {
        await new Promise<void>((resolve) => {
          wake = resolve;
        });
        continue;
      }
      waiting.delete(runId);
      yield runId;
    }
  } finally {
    events.off('change', onChange).off('lost', onLost);
    signal.removeEventListener('abort', onAbort);
  }
}

/** One connection per process listens for everybody in it. */
function listener(): NonNullable<typeof connections.listener> {
  if (connections.listener) return connections.listener;
  const opening = listen(() => forget());
  const forget = () => {
    if (connections.listener === opening) delete connections.listener;
  };
  opening.catch(forget);
  return (connections.listener = opening);
}

async function listen(onEnd: () => void): Promise<{ events: EventEmitter; client: pg.Client }> {
  const events = new EventEmitter().setMaxListeners(0);
  const client = new pg.Client({ connectionString: databaseUrl(), keepAlive: true });
  let cause: Error | undefined;
  client.on('notification', ({ payload }) => events.emit('change', payload));
  // The end follows.
  client.on('error', (error) => (cause = error));
  client.once('end', () => {
    onEnd();
    events.emit('lost', new Error('the connection to the database was lost', { cause }));
  });
  await client.connect();
  await client.query(`listen ${CHANNEL}`);
  return { events, client };
}
