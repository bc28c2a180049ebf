import { hostname } from 'node:os';
import { isIP } from 'node:net';
import { isLoopback } from '../../loopback.mjs';
import { env } from './env.ts';

/**
 * Why a request is refused, or `undefined`. Without accounts the studio answers only under this machine's own names; with
 * them also under its address, its host's name and plain IP addresses: no page elsewhere can point a name of its own at it.
 * And it answers only to its own pages, as browsers tell by Origin and Sec-Fetch-Site; programs that are no browsers tell
 * neither.
 * @param page whether it asks for a page, to which others may link
 */
export function refusal(headers: Headers, page = false): string | undefined {
  const host = headers.get('host') ?? '';
  if (!isLoopback(withoutPort(host)) && !(env.ATELIER_ACCOUNTS === 'on' && isOurs(host)))
    return env.ATELIER_ACCOUNTS === 'on'
      ? `Atelier does not answer to "${host}": name the address that people open in ATELIER_URL.`
      : `Atelier answers only to localhost and 127.0.0.1, not to "${host}": without accounts there is no sign-in.`;
  const origin = headers.get('origin');
  if (origin !== null && !(URL.canParse(origin) && new URL(origin).host === host))
    return `Atelier takes requests only from its own pages, not from ${origin}.`;
  const site = headers.get('sec-fetch-site') ?? 'none';
  const linked = page && headers.get('sec-fetch-mode') === 'navigate';
  if (site !== 'none' && site !== 'same-origin' && !linked)
    return 'Atelier takes requests only from its own pages, and this one comes from another site.';
  return undefined;
}

const withoutPort = (host: string) => host.replace(/:\d+$/, '');

function isOurs(host: string): boolean {
  const name = withoutPort(host).toLowerCase();
  if (isIP(name.replace(/^\[|\]$/g, ''))) return true;
  if (env.ATELIER_URL && new URL(env.ATELIER_URL).host === host.toLowerCase()) return true;
  const own = hostname().toLowerCase();
  return name === own || name === `${own}.local`;
}
