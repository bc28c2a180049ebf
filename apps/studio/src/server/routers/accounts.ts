import { invite, listUsers } from '@atelier/db';
import { TRPCError } from '@trpc/server';
import { z } from 'zod';
import { procedure, router } from '../api.ts';

/** For an administrator. */
const administration = procedure.use(({ ctx: { viewer }, next }) => {
  if (viewer.account && viewer.administrator) return next();
  throw new TRPCError({ code: 'FORBIDDEN', message: 'that is for an administrator' });
});

export const accounts = router({
  /** Who has an account, and how much is theirs: counts, not things. */
  list: administration.query(() => listUsers()),
  /** A code with which one account can be made. */
  invite: administration
    .input(z.object({ role: z.enum(['member', 'administrator']).default('member') }))
    .mutation(async ({ input: { role } }) => ({ code: await invite(role) })),
});
