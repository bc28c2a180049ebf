import { type Auth, openAuth } from '@atelier/db/auth';
import { env } from './env.ts';

// The server's bundles may each load this file; there is one count of attempts all the same.
const slot = Symbol.for('atelier.auth');
const held = globalThis as { [slot]?: Promise<Auth> };

/** Sessions and passwords, opened when they are first needed. */
export function auth(): Promise<Auth> {
  if (held[slot]) return held[slot];
  const opening = openAuth({ secure: env.ATELIER_URL?.startsWith('https:') ?? false, path: '/' });
  // The database may be away now: asked again it is tried again.
  opening.catch(() => delete held[slot]);
  return (held[slot] = opening);
}
