/** Ctrl-C, and what batch systems before their limit, systemd, `docker stop` and a closed terminal send. */
const SIGNALS = ['SIGINT', 'SIGTERM', 'SIGHUP'] as const;

/** Aborts when the process is told to stop, after `say`; told once more, the process ends at once. */
export function stopSignal(say: () => void): AbortSignal {
  const stop = new AbortController();
  const heed = () => {
    for (const signal of SIGNALS) process.off(signal, heed);
    say();
    stop.abort();
  };
  for (const signal of SIGNALS) process.on(signal, heed);
  return stop.signal;
}
