'use client';
import { useEffect } from 'react';
import { at } from '@/contracts/base-path.ts';

/** Has the browser keep the page that is shown when the studio does not answer. */
export function Offline() {
  useEffect(() => {
    // Private windows and unsafe connections have none; the browser's own page is shown there.
    if ('serviceWorker' in navigator)
      navigator.serviceWorker
        .register(at('/service-worker.js'))
        .catch((cause: unknown) => console.warn(cause));
  }, []);
  return null;
}
