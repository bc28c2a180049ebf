import { type NextRequest, NextResponse } from 'next/server';
import { refusal } from './server/host.ts';

export function proxy(request: NextRequest) {
  const why = refusal(request.headers);
  return why === undefined ? NextResponse.next() : new NextResponse(why, { status: 403 });
}

// The handlers under /api and /images ask for themselves: a body that passes here is copied, and only its first 10 MB.
export const config = { matcher: ['/((?!api/|images/|_next/static).*)'] };
