import { type z } from 'zod';
import type { Reason } from '../contracts/refused.ts';
import { BodyReader, BodyRefused } from './body.ts';
import { holdsNul } from './api.ts';
import { env } from './env.ts';

const bodies = new BodyReader({ bytes: 16 * 1024, atOnce: 50, stall: 10_000 });

/** The fields that a page about accounts sends, as JSON, given to `work`; what does not do is answered. */
export async function withForm<Fields>(
  request: Request,
  schema: z.ZodType<Fields>,
  work: (fields: Fields) => Promise<Response>,
): Promise<Response> {
  if (env.ATELIER_ACCOUNTS === 'off') return new Response('there are no accounts here', { status: 404 });
  let said: unknown;
  try {
    said = JSON.parse(new TextDecoder().decode(await bodies.read(request)));
  } catch (error) {
    if (error instanceof BodyRefused) return refuse(error.reason, error.status, error.message);
    return refuse('fields', 400);
  }
  const fields = schema.safeParse(said);
  if (!fields.success || holdsNul(said)) return refuse('fields', 400);
  return work(fields.data);
}

export const refuse = (reason: Reason, status: number, detail?: string) =>
  Response.json({ reason, detail }, { status });
