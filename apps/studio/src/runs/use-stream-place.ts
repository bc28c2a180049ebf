import { useEffect, useState } from 'react';

/** Browsers open six connections to a server. So many may stay open, whatever tabs there are; the others load pages. */
const PLACES = 3;

/**
 * Whether this tab may hold a stream open: while it is `wanted`, the tab is in sight, and one of the places that all tabs
 * share is free. Without one it waits for its turn. Where the browser has no locks, always.
 */
export function useStreamPlace(wanted: boolean): boolean {
  const [held, setHeld] = useState(false);
  const visible = useVisible();
  const may = wanted && visible;
  useEffect(() => {
    if (!may) return;
    const leave = new AbortController();
    void holdPlace(leave.signal, () => setHeld(true)).finally(() => setHeld(false));
    return () => leave.abort();
  }, [may]);
  return may && held;
}

function useVisible(): boolean {
  const [visible, setVisible] = useState(true);
  useEffect(() => {
    const look = () => setVisible(document.visibilityState === 'visible');
    look();
    document.addEventListener('visibilitychange', look);
    return () => document.removeEventListener('visibilitychange', look);
  }, []);
  return visible;
}

/** Holds a place from when there is one until `leave` aborts. */
async function holdPlace(leave: AbortSignal, onHeld: () => void): Promise<void> {
  const left = new Promise<void>((resolve) => leave.addEventListener('abort', () => resolve()));
  const locks = 'locks' in navigator ? navigator.locks : undefined;
  if (!locks) {
    onHeld();
    return left;
  }
  const name = (place: number) => `atelier.stream.${place}`;
  for (let place = 0; place < PLACES && !leave.aborted; place++) {
    const had = await locks.request(name(place), { ifAvailable: true }, async (lock) => {
      if (!lock || leave.aborted) return false;
      onHeld();
      await left;
      return true;
    });
    if (had) return;
  }
  // All are taken: in the queue for one of them.
  const place = Math.floor(Math.random() * PLACES);
  await locks
    .request(name(place), { signal: leave }, () => {
      onHeld();
      return left;
    })
    .catch((error: unknown) => {
      if (!leave.aborted) throw error;
    });
}
