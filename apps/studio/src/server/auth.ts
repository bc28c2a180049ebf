import { type Auth, openAuth } from '@atelier/db/auth';
import { env } from './env.ts';
import type { AccountRefusal } from '../contracts/account.ts';
import { basePath } from '../contracts/base-path.ts';

// The server's bundles may each load this file; there is one count of attempts all the same.
const slot = Symbol.for('atelier.auth');
const held = globalThis as { [slot]?: Promise<Auth> };

/** Sessions and passwords, opened when they are first needed. */
export function auth(): Promise<Auth> {
  if (held[slot]) return held[slot];
  const opening = openAuth({ secure: env.ATELIER_URL?.startsWith('https:') ?? false, path: basePath || '/' });
  // The database may be away now: asked again it is tried again.
  opening.catch(() => delete held[slot]);
  return (held[slot] = opening);
}

/** Asks better-auth, by one of its addresses; its cookies are passed on, and of its words only what kind of refusal it is. */
export async function askAuth(request: Request, path: string, body: object = {}): Promise<Response> {
  const headers = new Headers({ 'content-type': 'application/json' });
  for (const name of ['cookie', 'x-forwarded-for', 'user-agent']) {
    const value = request.headers.get(name);
    if (value) headers.set(name, value);
  }
  const asked = new Request(`http://localhost/api/auth/${path}`, {
    method: 'POST',
    headers,
    body: JSON.stringify(body),
  });
  const answer = await (await auth()).handler(asked);
  if (answer.status >= 500) throw new Error(`${path}: better-auth answers ${answer.status}`);
  const given = new Headers({ 'cache-control': 'no-store' });
  for (const cookie of answer.headers.getSetCookie()) given.append('set-cookie', cookie);
  if (answer.ok) return Response.json({}, { headers: given });
  const wait = answer.headers.get('x-retry-after');
  if (wait) given.set('retry-after', wait);
  const { code } = (await answer.json()) as { code?: string };
  const reason: AccountRefusal =
    answer.status === 429 ? 'tooOften' : code?.startsWith('PASSWORD_TOO') ? 'password' : 'wrong';
  return Response.json({ reason }, { status: answer.status, headers: given });
}
