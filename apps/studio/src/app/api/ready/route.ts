import { databaseAnswers } from '@atelier/db';

export const dynamic = 'force-dynamic';

/** 200 where the database answers, else 503. */
export async function GET(): Promise<Response> {
  return (await databaseAnswers())
    ? Response.json({ status: 'ready' })
    : Response.json(
        { status: 'the database does not answer' },
        { status: 503, headers: { 'retry-after': '2' } },
      );
}
