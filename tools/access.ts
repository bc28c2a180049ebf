import { isIP } from 'node:net';
import { isLoopback } from '../apps/studio/loopback.mjs';

interface Settings {
  /** Where the studio listens. */
  HOST: string;
  /** Where people open it. */
  ATELIER_URL?: string | undefined;
  ATELIER_ACCOUNTS?: 'on' | 'off' | undefined;
}

/**
 * Whether people sign in: as ATELIER_ACCOUNTS says, else where others can reach the studio or somebody has an account.
 * @throws where others can reach it and nobody would have to sign in
 */
export function access({ HOST, ATELIER_URL, ATELIER_ACCOUNTS }: Settings, hasUsers: boolean): 'on' | 'off' {
  const reached = [
    ...(isLoopback(HOST) ? [] : [`HOST=${HOST}`]),
    ...(ATELIER_URL === undefined || isLoopback(new URL(ATELIER_URL).hostname)
      ? []
      : [`ATELIER_URL=${ATELIER_URL}`]),
  ];
  if (ATELIER_ACCOUNTS === 'off' && reached.length > 0)
    throw new Error(
      `${reached.join(' and ')} let others reach the studio, so it does not start with ATELIER_ACCOUNTS=off: leave that out, and people sign in`,
    );
  return ATELIER_ACCOUNTS ?? (reached.length > 0 || hasUsers ? 'on' : 'off');
}

/** Where this machine itself finds what listens on `host`. */
export function addressOf(host: string): string {
  if (host === '0.0.0.0' || host === '::') return '127.0.0.1';
  return isIP(host) === 6 ? `[${host}]` : host;
}
