import { invite, listUsers } from '@atelier/db';
import { z } from 'zod';
import { procedure, refuse, router } from '../api.ts';

/** For an administrator. */
const administration = procedure.use(({ ctx: { viewer }, next }) => {
  if (viewer.account && viewer.administrator) return next();
  throw refuse('FORBIDDEN', { kind: 'forAdministrators' }, 'that is for an administrator');
});

export const accounts = router({
  /** Who has an account, and how much is theirs: counts, not things. */
  list: administration.query(() => listUsers()),
  /** A code with which one account can be made. */
  invite: administration
    .input(z.object({ role: z.enum(['member', 'administrator']).default('member') }))
    .mutation(async ({ input: { role } }) => ({ code: await invite(role) })),
});
