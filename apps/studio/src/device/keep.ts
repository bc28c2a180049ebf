import { keep } from '@/contracts/kept-pages.ts';

/** Of what the studio was built into: their names say what is in them, so they are fetched once. */
const BUILT = '/_next/static/';

/** The scripts, styles, fonts and programs that this page, or this worker, has loaded so far. */
const loaded = () => [
  ...new Set(
    performance
      .getEntriesByType('resource')
      .map(({ name }) => new URL(name))
      .filter(({ origin, pathname }) => origin === location.origin && pathname.includes(BUILT))
      .map(({ origin, pathname }) => origin + pathname),
  ),
];

/** Keeps what a worker runs. */
export const keepWorker = () => keep([location.origin + location.pathname, ...loaded()]);

/** Keeps this page, without its settings, and what it runs: it then opens without the studio. */
export const keepPage = () => keep(loaded(), location.origin + location.pathname);
