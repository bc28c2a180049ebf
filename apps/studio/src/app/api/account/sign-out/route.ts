import { z } from 'zod';
import { withForm } from '@/server/account-form.ts';
import { askAuth } from '@/server/auth.ts';
import { guarded } from '@/server/guard.ts';

const schema = z.object({ everywhere: z.boolean().default(false) });

/** Signs out in this browser, or in all of them. */
export const POST = guarded((request) =>
  withForm(request, schema, async ({ everywhere }) => {
    if (everywhere) await askAuth(request, 'revoke-sessions');
    const answer = await askAuth(request, 'sign-out');
    // Whoever sits here next sees no pictures of before.
    answer.headers.set('clear-site-data', '"cache"');
    return answer;
  }),
);
