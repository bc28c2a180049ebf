import { readWord } from '@atelier/db';
import { guarded } from '@/server/guard.ts';

/** The small picture of a word that is kept. */
export const GET = guarded<{ params: Promise<{ id: string }> }>(async (_, { params }, { ownerId }) => {
  const bytes = await readWord((await params).id, ownerId);
  if (!bytes) return new Response('there is no such word any more', { status: 404 });
  return new Response(new Uint8Array(bytes), {
    headers: { 'content-type': 'image/webp', 'cache-control': 'private, max-age=31536000, immutable' },
  });
});
