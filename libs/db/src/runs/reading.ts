import { EventEmitter, on } from 'node:events';
import { setTimeout as delay } from 'node:timers/promises';
import { changes } from './changes.ts';

/** So long nothing is read again, in milliseconds: changes that come faster are read together. */
const PAUSE = 500;

/** What several watch, read for all of them. */
interface Reading {
  followers: Set<unknown>;
  events: EventEmitter;
  listening: Promise<unknown>;
  leave: AbortController;
}

/** By what is read. */
const readings = new Map<string, Reading>();

/**
 * {@link changes} for many who watch the same: whatever their number, it is read once after each change, and not more than
 * twice a second.
 * `undefined` once changes are listened for (now read what there is: nothing falls between), then what `read` gives after each
 * change; `undefined` of it is passed over. Ends when `signal` aborts; throws what `read` throws, and if the database connection
 * is lost.
 * `key`: names what is read; of several who name the same, the `read` of the first is called.
 */
export async function* readTogether<T>(
  key: string,
  read: (changed: string) => Promise<T | undefined>,
  signal: AbortSignal,
): AsyncGenerator<T | undefined> {
  if (signal.aborted) return;
  const reading = readings.get(key) ?? begin(key, read);
  // It gathers what is told while its reader is busy.
  const told = on(reading.events, 'told', { signal });
  reading.followers.add(told);
  const left = () => {
    reading.followers.delete(told);
    if (reading.followers.size === 0) end(key, reading);
  };
  signal.addEventListener('abort', left);
  try {
    await reading.listening;
    yield undefined;
    for await (const [what] of told) yield what as T;
  } catch (error) {
    if (!signal.aborted) throw error;
  } finally {
    await told.return!();
    signal.removeEventListener('abort', left);
    left();
  }
}

function begin<T>(key: string, read: (changed: string) => Promise<T | undefined>): Reading {
  const [events, leave] = [new EventEmitter().setMaxListeners(0), new AbortController()];
  const all = changes(leave.signal);
  const reading: Reading = { followers: new Set(), events, listening: all.next(), leave };
  const goOn = async () => {
    await reading.listening;
    for await (const changed of all) {
      const what = await read(changed!);
      if (what === undefined) continue;
      events.emit('told', what);
      await delay(PAUSE, undefined, leave);
    }
  };
  goOn().catch((error: unknown) => {
    if (leave.signal.aborted) return;
    end(key, reading);
    events.emit('error', error);
  });
  readings.set(key, reading);
  return reading;
}

function end(key: string, reading: Reading): void {
  if (readings.get(key) === reading) readings.delete(key);
  reading.leave.abort();
}
