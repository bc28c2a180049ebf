import { initTRPC, TRPCError } from '@trpc/server';
import superjson from 'superjson';
import { NotFoundError } from './found.ts';

const t = initTRPC.create({
  transformer: superjson,
  sse: { ping: { enabled: true, intervalMs: 5_000 }, client: { reconnectAfterInactivityMs: 15_000 } },
});

export const { router, createCallerFactory } = t;

/** What is not there is the answer 404, not a fault of the server's. */
export const procedure = t.procedure.use(async ({ next }) => {
  const result = await next();
  if (!result.ok && result.error.cause instanceof NotFoundError)
    throw new TRPCError({ code: 'NOT_FOUND', message: result.error.message, cause: result.error.cause });
  return result;
});
