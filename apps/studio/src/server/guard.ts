import { refusal } from './host.ts';

type Handler<Context> = (request: Request, context: Context) => Promise<Response>;

/** The handler, for requests that this machine's own pages make. */
export const guarded =
  <Context>(handler: Handler<Context>): Handler<Context> =>
  (request, context) => {
    const why = refusal(request.headers);
    return why === undefined
      ? handler(request, context)
      : Promise.resolve(new Response(why, { status: 403 }));
  };
