const LOCAL = /^(localhost|127\.0\.0\.1|\[::1\])(:\d+)?$/;

/**
 * Why a request is refused, or `undefined`. The studio has no sign-in yet, so it answers only under this machine's own
 * names (a page elsewhere cannot point a name of its own at it), and only to its own pages, as browsers tell by Origin and
 * Sec-Fetch-Site; programs that are no browsers tell neither.
 * @param page whether it asks for a page, to which others may link
 */
export function refusal(headers: Headers, page = false): string | undefined {
  const host = headers.get('host') ?? '';
  if (!LOCAL.test(host))
    return `Atelier answers only to localhost and 127.0.0.1, not to "${host}": it has no sign-in yet.`;
  const origin = headers.get('origin');
  if (origin !== null && !(URL.canParse(origin) && new URL(origin).host === host))
    return `Atelier takes requests only from its own pages, not from ${origin}.`;
  const site = headers.get('sec-fetch-site') ?? 'none';
  const linked = page && headers.get('sec-fetch-mode') === 'navigate';
  if (site !== 'none' && site !== 'same-origin' && !linked)
    return 'Atelier takes requests only from its own pages, and this one comes from another site.';
  return undefined;
}
