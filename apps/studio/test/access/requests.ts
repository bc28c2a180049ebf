/** Requests as pages and programs send them, answered by the routes themselves, with accounts. Imported before the studio's own modules. */
import './accounts-on.ts';
import { readdirSync } from 'node:fs';
import path from 'node:path';
import { GET as getTrpc, POST as postTrpc } from '@/app/api/trpc/[trpc]/route.ts';
import { appRouter } from '@/server/router.ts';

export const app = path.join(import.meta.dirname, '../../src/app');
export const address = 'http://localhost:3000';

export type Handler = (
  request: Request,
  context: { params: Promise<Record<string, string>> },
) => Promise<Response>;

/** The addresses of all files of this name, their groups left out. */
export const addressesOf = (name: string) =>
  readdirSync(app, { recursive: true, encoding: 'utf8' })
    .filter((file) => path.basename(file) === name)
    .map((file) => ({
      file,
      at: `/${path.dirname(file)}`.replace(/\/\([^)]*\)/g, '').replace(/\/\.$/, '') || '/',
    }));
interface Procedure {
  _def: { type: 'query' | 'mutation' | 'subscription' };
}
export const procedures = Object.entries(
  appRouter._def.procedures as unknown as Record<string, Procedure>,
).map(([name, { _def }]) => ({ name, type: _def.type }));

export const typeOf = (name: string) => procedures.find((each) => each.name === name)!.type;

interface Asked {
  method?: string;
  cookie?: string;
  body?: object | Buffer;
  headers?: Record<string, string>;
  params?: Record<string, string>;
  signal?: AbortSignal;
}

export function ask(
  handler: Handler,
  at: string,
  { method, cookie, body, headers, params = {}, signal }: Asked = {},
) {
  const sent = body instanceof Buffer ? new Uint8Array(body) : body && JSON.stringify(body);
  const request = new Request(`${address}${at}`, {
    method: method ?? (body ? 'POST' : 'GET'),
    headers: { host: 'localhost:3000', ...(cookie && { cookie }), ...headers },
    body: sent ?? null,
    signal: signal ?? null,
  });
  return handler(request, { params: Promise.resolve(params) });
}

export const cookieOf = (answer: Response) =>
  answer.headers
    .getSetCookie()
    .map((cookie) => cookie.split(';')[0]!)
    .join('; ');

/** The mutation that is answered by a stream. */
export const ORDER = 'paintings.order';

/** Asks for a procedure as a page does; a stream is left after its first words that tell of something. */
export async function call(
  name: string,
  input: unknown,
  cookie?: string,
  by: 'GET' | 'POST' = typeOf(name) === 'mutation' ? 'POST' : 'GET',
): Promise<{ status: number; text: string }> {
  const leave = new AbortController();
  const streams: Record<string, string> = name === ORDER ? { 'trpc-accept': 'application/jsonl' } : {};
  const headers = { 'content-type': 'application/json', ...streams };
  const as = { params: { trpc: name }, ...(cookie && { cookie }), signal: leave.signal, headers };
  const batch = name === ORDER ? '?batch=1' : '?';
  const json = name === ORDER ? { 0: { json: input } } : { json: input };
  const answer =
    by === 'POST'
      ? await ask(postTrpc, `/api/trpc/${name}${batch}`, { ...as, body: json })
      : await ask(getTrpc, `/api/trpc/${name}${batch}&input=${encodeURIComponent(JSON.stringify(json))}`, as);
  if (!answer.headers.get('content-type')?.includes('event-stream') && name !== ORDER)
    return { status: answer.status, text: await answer.text() };
  let text = '';
  const reader = answer.body!.pipeThrough(new TextDecoderStream()).getReader();
  for (;;) {
    const { value, done } = await reader.read();
    if (done) break;
    text += value;
    if (/"runs"|"run"|"deleted"|"failed"/.test(text)) break;
  }
  leave.abort();
  await reader.cancel().catch(() => undefined);
  return { status: answer.status, text };
}
