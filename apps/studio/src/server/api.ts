import { initTRPC, TRPCError } from '@trpc/server';
import superjson from 'superjson';

const t = initTRPC.create({
  transformer: superjson,
  sse: { ping: { enabled: true, intervalMs: 5_000 }, client: { reconnectAfterInactivityMs: 15_000 } },
});

export const { router, procedure, createCallerFactory } = t;

/** What was asked for, or the answer that there is none such. */
export function found<T>(row: T | null, what: string): T {
  if (row === null) throw new TRPCError({ code: 'NOT_FOUND', message: `there is no such ${what} any more` });
  return row;
}
