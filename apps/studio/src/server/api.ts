import { initTRPC, TRPCError } from '@trpc/server';
import superjson from 'superjson';
import { Refused, type Reason } from '../contracts/refused.ts';
import { UNAVAILABLE } from '../contracts/unavailable.ts';
import { NotFoundError } from './found.ts';
import { logSaysWhy, reasonFor } from './reason.ts';
import { unavailable } from './unavailable.ts';
import type { Viewer } from './viewer.ts';

/** Undefined: nobody is signed in. */
export interface ApiContext {
  viewer: Viewer | undefined;
  requestId?: string | undefined;
}

const t = initTRPC.context<ApiContext>().create({
  transformer: superjson,
  // A proxy ends an answer in which nothing comes for a minute.
  jsonl: { pingMs: 5_000 },
  sse: { ping: { enabled: true, intervalMs: 5_000 }, client: { reconnectAfterInactivityMs: 15_000 } },
  // What is not the visitor's to mend is in the studio's log, in words that may name what is inside.
  errorFormatter: ({ shape, error, ctx }) => {
    const data = { ...shape.data, reason: reasonOf(error, ctx?.requestId) };
    return error.code === 'INTERNAL_SERVER_ERROR'
      ? { ...shape, message: logSaysWhy(ctx?.requestId), data: { ...data, stack: undefined } }
      : { ...shape, data };
  },
});

/** Of answers that say all by their code. */
const kinds: Partial<Record<TRPCError['code'], 'signedOut' | 'forAdministrators' | 'gone'>> = {
  UNAUTHORIZED: 'signedOut',
  FORBIDDEN: 'forAdministrators',
  NOT_FOUND: 'gone',
};

/** Why not, as pages say it. */
function reasonOf({ code, cause }: TRPCError, request?: string): Reason {
  if (cause instanceof Refused || code === 'INTERNAL_SERVER_ERROR') return reasonFor(cause, request);
  return { kind: kinds[code] ?? 'notAsked' };
}

/** The answer where what was asked for is not done. */
export const refuse = (code: TRPCError['code'], reason: Reason, message: string) =>
  new TRPCError({ code, message, cause: new Refused(reason, message) });

export const { router, createCallerFactory } = t;

/** Prisma's words for a row that is named and is not there. */
const MISSING = ['P2003', 'P2025'];

/** Of somebody who is signed in. What is asked for in a way that it cannot be, or is not there, is the answer 400 or 404, not a fault of the server's. */
export const procedure = t.procedure.use(async ({ ctx: { viewer }, getRawInput, next }) => {
  if (!viewer)
    throw new TRPCError({ code: 'UNAUTHORIZED', message: 'nobody is signed in here: sign in first' });
  if (holdsNul(await getRawInput()))
    throw new TRPCError({
      code: 'BAD_REQUEST',
      message: 'a text holds the character NUL, which is in no name',
    });
  const result = await next({ ctx: { viewer } });
  if (result.ok) return result;
  const { cause } = result.error;
  if (cause instanceof NotFoundError)
    throw new TRPCError({ code: 'NOT_FOUND', message: result.error.message, cause });
  if (MISSING.includes((cause as { code?: string } | undefined)?.code ?? ''))
    throw new TRPCError({ code: 'NOT_FOUND', message: 'there is no such thing any more', cause });
  const why = result.error.code === 'INTERNAL_SERVER_ERROR' ? await unavailable(cause) : undefined;
  if (why) throw refuse('SERVICE_UNAVAILABLE', { kind: why }, UNAVAILABLE[why]);
  return result;
});

/** PostgreSQL keeps no texts with it. */
export function holdsNul(value: unknown): boolean {
  return /(?<!\\)(\\\\)*\\u0000/.test(JSON.stringify(value) ?? '');
}
