import { z } from 'zod';
import { withForm } from '@/server/account-form.ts';
import { askAuth } from '@/server/auth.ts';
import { open } from '@/server/guard.ts';

const schema = z.object({ email: z.email().max(320), password: z.string().max(1000) });

/** Signs in; the answer sets the session's cookie. */
export const POST = open((request: Request) =>
  withForm(request, schema, (fields) => askAuth(request, 'sign-in/email', fields)),
);
