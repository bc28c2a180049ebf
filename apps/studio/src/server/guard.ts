import { randomUUID } from 'node:crypto';
import { log, within } from '@atelier/log';
import type { Reason, RefusedAnswer } from '../contracts/refused.ts';
import { UNAVAILABLE, UNAVAILABLE_STATUS } from '../contracts/unavailable.ts';
import { refusal } from './host.ts';
import { logSaysWhy, reasonFor } from './reason.ts';
import { unavailable } from './unavailable.ts';
import { type Viewer, viewerOf } from './viewer.ts';

type Handler<Context> = (request: Request, context: Context) => Promise<Response>;

/** The handler, for requests that the studio's own pages make, whoever is signed in or not. */
export const open =
  <Context>(handler: Handler<Context>): Handler<Context> =>
  (request, context) => {
    const why = refusal(request.headers);
    if (why !== undefined) return Promise.resolve(new Response(why, { status: 403 }));
    if (request.url.includes('%00'))
      return Promise.resolve(
        new Response('the address holds the character NUL, which is in no name', { status: 400 }),
      );
    const requestId = request.headers.get('x-request-id') ?? randomUUID();
    return within({ requestId }, () => handler(request, context).catch(failed));
  };

/** What was not foreseen, or is so for a while. */
async function failed(error: unknown): Promise<Response> {
  log.error({ err: error }, 'a request failed');
  const kind = await unavailable(error);
  return kind
    ? refuse(UNAVAILABLE_STATUS[kind], { kind }, UNAVAILABLE[kind])
    : refuse(500, reasonFor(error), logSaysWhy());
}

/** The answer where what was asked for is not done. */
export const refuse = (status: number, reason: Reason, detail?: string) =>
  Response.json({ reason, ...(detail !== undefined && { detail }) } satisfies RefusedAnswer, { status });

/** The same, for somebody who is signed in. */
export const guarded = <Context>(
  handler: (request: Request, context: Context, viewer: Viewer) => Promise<Response>,
): Handler<Context> =>
  open(async (request, context) => {
    const viewer = await viewerOf(request.headers);
    if (!viewer) return new Response('Nobody is signed in here: sign in first.', { status: 401 });
    return handler(request, context, viewer);
  });
