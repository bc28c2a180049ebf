import { useFreshDatabase } from '@atelier/db/test';
import { log } from '@atelier/log';
import pg from 'pg';
import { expect, test, vi } from 'vitest';
import { GET } from '@/app/api/trpc/[trpc]/route.ts';

const url = useFreshDatabase();

const headers = { host: 'localhost:3000', 'x-request-id': 'request-7' };

test('an unexpected fault is told with the id that it has in the log, and not in words of the database', async () => {
  const client = new pg.Client({ connectionString: url() });
  await client.connect();
  await client.query('drop table "Photo" cascade'); // nobody expects that
  await client.end();
  const logged = vi.spyOn(log, 'error').mockReturnValue();
  const answer = await GET(new Request('http://localhost:3000/api/trpc/photos.list', { headers }), undefined);
  const { error } = (await answer.json()) as { error: { json: { message: string } } };
  expect([answer.status, error.json.message]).toEqual([
    500,
    'the studio could not do this; its log says why, at request request-7',
  ]);
  expect(logged).toHaveBeenCalledExactlyOnceWith(
    expect.objectContaining({ procedure: 'photos.list', requestId: 'request-7' }),
    'a procedure failed',
  );
  logged.mockRestore();
});
