import { cleanUpDaily } from './cleanup.ts';
import { paintFirstVisit } from './painting/first-visit.ts';

/** What the server begins with, and what ends it. */
export function start(): void {
  // Whoever started it on a channel is gone and could not stop it.
  process.once('disconnect', () => process.exit(0));
  // Likewise where nobody reads what it says: Next.js would log the broken pipe into the broken pipe, over and over.
  for (const output of [process.stdout, process.stderr]) output.once('error', () => process.exit(1));
  void paintFirstVisit();
  void cleanUpDaily();
}
