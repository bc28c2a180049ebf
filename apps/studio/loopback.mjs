import { isIP } from 'node:net';

/** Whether what listens on this host, or is asked under this name, is of this machine alone. */
export function isLoopback(host) {
  const bare = host.replace(/^\[|\]$/g, '');
  return bare === 'localhost' || bare === '::1' || (isIP(bare) === 4 && bare.startsWith('127.'));
}
