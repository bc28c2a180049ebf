import { databaseAnswers } from '@atelier/db';
import { type NextRequest, NextResponse } from 'next/server';
import { LOCALE_COOKIE, pickLocale } from './i18n/locale.ts';
import { contentPolicy } from './server/content-policy.ts';
import { refusal } from './server/host.ts';
import { oneMoment } from './server/one-moment.ts';

export async function proxy(request: NextRequest) {
  const why = refusal(request.headers, true);
  if (why !== undefined) return new NextResponse(why, { status: 403 });
  // Next.js gives its own scripts the nonce that it finds in the policy of the request.
  const nonce = crypto.randomUUID();
  const policy = contentPolicy(nonce);
  const headers = new Headers(request.headers);
  headers.set('x-nonce', nonce);
  headers.set('content-security-policy', policy);
  const response = (await databaseAnswers())
    ? NextResponse.next({ request: { headers } })
    : new NextResponse(oneMoment(localeOf(request)), {
        status: 503,
        headers: { 'content-type': 'text/html; charset=utf-8', 'retry-after': '2' },
      });
  response.headers.set('content-security-policy', policy);
  return response;
}

const localeOf = (request: NextRequest) =>
  pickLocale(request.cookies.get(LOCALE_COOKIE)?.value, request.headers.get('accept-language'));

// The handlers under /api and /images ask for themselves: a body that passes here is copied, and only its first 10 MB.
export const config = { matcher: ['/((?!api/|images/|_next/static).*)'] };
