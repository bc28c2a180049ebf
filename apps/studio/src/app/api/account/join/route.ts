import { AccountRefused, join, PASSWORD_LENGTH } from '@atelier/db';
import { z } from 'zod';
import { refuse, withForm } from '@/server/account-form.ts';
import { askAuth } from '@/server/auth.ts';
import { open } from '@/server/guard.ts';

const schema = z.object({
  code: z.string().min(1).max(100),
  name: z.string().trim().min(1).max(100),
  email: z.email().max(320),
  password: z.string().max(1000),
});

/** Makes an account with a code, and signs in. */
export const POST = open((request: Request) =>
  withForm(request, schema, async ({ code, ...user }) => {
    const { least, most } = PASSWORD_LENGTH;
    if (user.password.length < least || user.password.length > most) return refuse('password', 400);
    try {
      await join(code, user);
    } catch (error) {
      if (error instanceof AccountRefused && (error.reason === 'code' || error.reason === 'taken'))
        return refuse(error.reason, 409);
      throw error;
    }
    const { email, password } = user;
    return askAuth(request, 'sign-in/email', { email, password });
  }),
);
