/** Next.js calls this once, when the server starts. */
export async function register(): Promise<void> {
  if (process.env.NEXT_RUNTIME !== 'nodejs') return;
  // Whoever started it on a channel is gone and could not stop it.
  process.once('disconnect', () => process.exit(0));
  // Likewise where nobody reads what it says: Next.js would log the broken pipe into the broken pipe, over and over.
  for (const output of [process.stdout, process.stderr]) output.once('error', () => process.exit(1));
  const { paintFirstVisit } = await import('./server/painting/first-visit.ts');
  void paintFirstVisit();
  const { cleanUpDaily } = await import('./server/cleanup.ts');
  cleanUpDaily();
}
