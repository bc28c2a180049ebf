import { databaseAnswers } from '@atelier/db';
import { type NextRequest, NextResponse } from 'next/server';
import { LOCALE_COOKIE, pickLocale } from './i18n/locale.ts';
import { contentPolicy } from './server/content-policy.ts';
import { refusal } from './server/host.ts';
import { oneMoment } from './server/one-moment.ts';
import { sessionOf } from './server/viewer.ts';

/** What is there for everybody: to sign in, and what shows nothing of anybody. */
const OPEN = new Set([
  ...['/sign-in', '/join'],
  ...['/icon.svg', '/favicon.ico', '/apple-icon.png', '/icon-192.png', '/icon-512.png'],
  ...['/manifest.webmanifest', '/offline.html', '/service-worker.js'],
]);

export async function proxy(request: NextRequest) {
  const why = refusal(request.headers, true);
  if (why !== undefined) return new NextResponse(why, { status: 403 });
  // Next.js gives its own scripts the nonce that it finds in the policy of the request.
  const nonce = crypto.randomUUID();
  const policy = contentPolicy(nonce);
  const headers = new Headers(request.headers);
  headers.set('x-nonce', nonce);
  headers.set('content-security-policy', policy);
  const goOn = () => NextResponse.next({ request: { headers } });
  const response = (await databaseAnswers()) ? await signedIn(request, goOn) : moment(request, nonce);
  response.headers.set('content-security-policy', policy);
  return response;
}

/** The page, for whoever is signed in; for others the one to sign in, which leads back. */
async function signedIn(request: NextRequest, goOn: () => NextResponse): Promise<NextResponse> {
  const { pathname, search } = request.nextUrl;
  if (OPEN.has(pathname)) return goOn();
  const { viewer, cookies } = await sessionOf(request.headers);
  const to = request.nextUrl.clone();
  to.pathname = '/sign-in';
  to.search = pathname === '/' ? '' : `?to=${encodeURIComponent(pathname + search)}`;
  const response = viewer ? goOn() : NextResponse.redirect(to);
  for (const cookie of cookies) response.headers.append('set-cookie', cookie);
  return response;
}

const moment = (request: NextRequest, nonce: string) =>
  new NextResponse(oneMoment(localeOf(request), nonce), {
    status: 503,
    headers: { 'content-type': 'text/html; charset=utf-8', 'retry-after': '3' },
  });

const localeOf = (request: NextRequest) =>
  pickLocale(request.cookies.get(LOCALE_COOKIE)?.value, request.headers.get('accept-language'));

// The handlers under /api and /images ask for themselves: a body that passes here is copied, and only its first 10 MB.
// The first place is that of a base path itself, which the other leaves out.
export const config = { matcher: ['/', '/((?!api/|images/|_next/static).*)'] };
