import type { Instrumentation } from 'next';

/** Next.js calls this once, when the server starts. */
export async function register(): Promise<void> {
  if (process.env.NEXT_RUNTIME === 'nodejs') (await import('./server/start.ts')).start();
}

/** And this for a page that failed. */
export const onRequestError: Instrumentation.onRequestError = async (err, { path, headers }) => {
  if (process.env.NEXT_RUNTIME !== 'nodejs') return;
  const { log } = await import('@atelier/log');
  log.error({ err, path: path.split('?')[0], requestId: headers['x-request-id'] }, 'a page failed');
};
