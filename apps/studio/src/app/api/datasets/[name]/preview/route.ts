import { readPreview } from '@atelier/db';
import { guarded } from '@/server/guard.ts';

/** A few photos of a dataset, side by side. */
export const GET = guarded<{ params: Promise<{ name: string }> }>(async (_, { params }) => {
  const bytes = await readPreview((await params).name);
  if (!bytes) return new Response('there is no such dataset, or nothing of it to see', { status: 404 });
  return new Response(new Uint8Array(bytes), {
    headers: { 'content-type': 'image/webp', 'cache-control': 'private, no-cache' },
  });
});
