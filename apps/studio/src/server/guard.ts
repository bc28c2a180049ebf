import { refusal } from './host.ts';

type Handler<Context> = (request: Request, context: Context) => Promise<Response>;

/** The handler, for requests that this machine's own pages make. */
export const guarded =
  <Context>(handler: Handler<Context>): Handler<Context> =>
  (request, context) => {
    const why = refusal(request.headers);
    if (why !== undefined) return Promise.resolve(new Response(why, { status: 403 }));
    if (request.url.includes('%00'))
      return Promise.resolve(
        new Response('the address holds the character NUL, which is in no name', { status: 400 }),
      );
    return handler(request, context);
  };
