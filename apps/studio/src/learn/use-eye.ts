'use client';
import { type Remote, wrap } from 'comlink';
import { useEffect, useRef, useState } from 'react';
import type { Eye } from './eye.ts';

/** Begins a worker with the loss network when it is first asked for; it ends with the page. */
export function useEye(): () => Remote<Eye> {
  const worker = useRef<Worker>(null);
  useEffect(
    () => () => {
      worker.current?.terminate();
      worker.current = null;
    },
    [],
  );
  const eye = useRef<Remote<Eye>>(null);
  const [open] = useState(() => () => {
    if (!worker.current) {
      worker.current = new Worker(new URL('./eye-worker.ts', import.meta.url), { type: 'module' });
      eye.current = wrap<Eye>(worker.current);
    }
    return eye.current!;
  });
  return open;
}
