import { readPoster } from '@atelier/db';
import { guarded } from '@/server/guard.ts';

/** The first painted frame of a film. */
export const GET = guarded(async (_, { params }: { params: Promise<{ id: string }> }, { ownerId }) => {
  const poster = await readPoster((await params).id, ownerId);
  return poster
    ? new Response(new Uint8Array(poster), {
        headers: { 'content-type': 'image/jpeg', 'cache-control': 'private, no-cache' },
      })
    : new Response('there is no such film, or none of it is painted yet', { status: 404 });
});
