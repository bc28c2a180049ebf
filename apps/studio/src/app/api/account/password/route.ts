import { z } from 'zod';
import { withForm } from '@/server/account-form.ts';
import { askAuth } from '@/server/auth.ts';
import { guarded } from '@/server/guard.ts';

const schema = z.object({ current: z.string().max(1000), next: z.string().max(1000) });

/** Changes one's password, and signs out everywhere but here. */
export const POST = guarded((request) =>
  withForm(request, schema, ({ current, next }) =>
    askAuth(request, 'change-password', {
      currentPassword: current,
      newPassword: next,
      revokeOtherSessions: true,
    }),
  ),
);
