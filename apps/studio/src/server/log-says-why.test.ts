import { disconnect, useDatabase } from '@atelier/db';
import { log } from '@atelier/log';
import { afterAll, expect, test, vi } from 'vitest';
import { GET } from '@/app/api/trpc/[trpc]/route.ts';

// Nothing listens there.
useDatabase('postgresql://atelier:s3cret@127.0.0.1:1/nothing');
afterAll(disconnect);

const headers = { host: 'localhost:3000', 'x-request-id': 'request-7' };

test('an unexpected fault is told with the id that it has in the log, and not in words of the database', async () => {
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
