/** Next.js calls this once, when the server starts. */
export function register(): void {
  if (process.env.NEXT_RUNTIME !== 'nodejs') return;
  // Nobody reads what the studio says: whoever started it is gone and could not stop it. Next.js would log the broken
  // pipe into the broken pipe, over and over.
  for (const output of [process.stdout, process.stderr]) output.once('error', () => process.exit(1));
}
