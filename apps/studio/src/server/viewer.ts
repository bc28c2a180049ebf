import type { Owner } from '@atelier/db';
import { cache } from 'react';
import { headers } from 'next/headers';
import { redirect } from 'next/navigation';
import { auth } from './auth.ts';
import { env } from './env.ts';

/** Who asks. */
export interface Viewer {
  /** Whose things they see, besides what is everybody's. */
  ownerId: Owner;
  administrator: boolean;
  /** Null where there are no accounts. */
  account: { name: string; email: string } | null;
}

/** Whoever sits at this machine, where there are no accounts. @internal */
export const onePerson: Viewer = { ownerId: null, administrator: true, account: null };

/** Who asks, by the cookies of a request (undefined: nobody is signed in), and the cookies that make the session last. */
export async function sessionOf(
  headers: Headers,
): Promise<{ viewer: Viewer | undefined; cookies: string[] }> {
  if (env.ATELIER_ACCOUNTS === 'off') return { viewer: onePerson, cookies: [] };
  const { response, headers: given } = await (await auth()).api.getSession({ headers, returnHeaders: true });
  const cookies = given.getSetCookie();
  if (!response) return { viewer: undefined, cookies };
  const { id: ownerId, name, email, role } = response.user;
  return {
    viewer: { ownerId, administrator: role === 'administrator', account: { name, email } },
    cookies,
  };
}

export const viewerOf = async (headers: Headers) => (await sessionOf(headers)).viewer;

/** Who asks for the page that is being made, if anybody is signed in. Looked up once per page. */
export const visitor = cache(async () => viewerOf(await headers()));

/** Who asks for the page that is being made; without a session it is the page to sign in. */
export async function viewer(): Promise<Viewer> {
  return (await visitor()) ?? redirect('/sign-in');
}
