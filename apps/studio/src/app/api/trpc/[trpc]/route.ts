import { idsNow, log } from '@atelier/log';
import { fetchRequestHandler } from '@trpc/server/adapters/fetch';
import { BodyReader, BodyRefused } from '@/server/body.ts';
import { guarded, refuse } from '@/server/guard.ts';
import { appRouter } from '@/server/router.ts';

/** Procedures take ids, names and settings. */
const bodies = new BodyReader({ bytes: 256 * 1024, atOnce: 100, stall: 20_000 });
/** Of one request; the pages send fewer. */
const MAX_BATCH = 20;

const handler = guarded(async (request, _, viewer) => {
  let req = request;
  if (request.method === 'POST')
    try {
      const { url, headers, signal } = request;
      req = new Request(url, {
        method: 'POST',
        headers,
        signal,
        body: new Uint8Array(await bodies.read(request)),
      });
    } catch (error) {
      if (error instanceof BodyRefused) return refuse(error.status, error.reason, error.message);
      throw error;
    }
  const { pathname } = new URL(request.url);
  return fetchRequestHandler({
    // Wherever the studio lies on its host.
    endpoint: pathname.slice(0, pathname.lastIndexOf('/')),
    req,
    router: appRouter,
    createContext: () => ({ viewer, requestId: idsNow().requestId }),
    maxBatchSize: MAX_BATCH,
    // What tells of paintings as they come must not wait to be compressed, or in a proxy.
    responseMeta: ({ type }) =>
      type === 'mutation'
        ? { headers: { 'cache-control': 'no-store, no-transform', 'x-accel-buffering': 'no' } }
        : {},
    onError: ({ error, path, ctx }) => {
      // Whoever asked has gone: what was given up for that has not failed.
      if (error.code === 'INTERNAL_SERVER_ERROR' && !request.signal.aborted)
        log.error({ err: error, procedure: path, requestId: ctx?.requestId }, 'a procedure failed');
    },
  });
});

export { handler as GET, handler as POST };
