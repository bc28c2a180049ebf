import { randomBytes } from 'node:crypto';
import { betterAuth } from 'better-auth';
import { prismaAdapter } from 'better-auth/adapters/prisma';
import { PASSWORD_LENGTH } from './accounts.ts';
import { db } from '../database.ts';

/** Of the cookie that a browser is known by. */
const COOKIE_PREFIX = 'atelier';

/** Sessions and passwords, by better-auth on this process's database. It asks nobody outside, and tells nobody. */
export async function openAuth({ secure, path }: { secure: boolean; path: string }) {
  return betterAuth({
    appName: 'Atelier',
    // Only the part of a request's address after it counts.
    baseURL: 'http://localhost/api/auth',
    secret: await signingKey(),
    database: prismaAdapter(db(), { provider: 'postgresql' }),
    telemetry: { enabled: false },
    logger: { level: 'error' },
    emailAndPassword: {
      enabled: true,
      // Accounts are made with a code, by `join`.
      disableSignUp: true,
      minPasswordLength: PASSWORD_LENGTH.least,
      maxPasswordLength: PASSWORD_LENGTH.most,
    },
    user: { additionalFields: { role: { type: 'string', input: false, required: true } } },
    session: { expiresIn: 30 * DAY, updateAge: DAY },
    // By the address of who asks, which the studio's server puts into this header.
    rateLimit: {
      enabled: true,
      storage: 'memory',
      window: 60,
      max: 60,
      customRules: {
        '/sign-in/email': { window: 60, max: 10 },
        '/change-password': { window: 60, max: 10 },
      },
    },
    advanced: {
      cookiePrefix: COOKIE_PREFIX,
      useSecureCookies: secure,
      defaultCookieAttributes: { httpOnly: true, sameSite: 'lax', path },
      ipAddress: { ipAddressHeaders: ['x-forwarded-for'] },
      // The studio has looked at Origin, Sec-Fetch-Site and the host before.
      disableCSRFCheck: true,
      disableOriginCheck: true,
    },
  });
}

export type Auth = Awaited<ReturnType<typeof openAuth>>;

/** In seconds. */
const DAY = 86_400;

/** What cookies are signed with: made once, the same for every studio on this database. */
async function signingKey(): Promise<string> {
  const name = 'cookies';
  await db().secret.createMany({
    data: [{ name, value: randomBytes(32).toString('base64url') }],
    skipDuplicates: true,
  });
  return (await db().secret.findUniqueOrThrow({ where: { name } })).value;
}
