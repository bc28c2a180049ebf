import { z } from 'zod';
import { letteringSchema } from '@/contracts/lettering.ts';
import { NotFoundError } from '@/server/found.ts';
import { guarded } from '@/server/guard.ts';
import { paintWord, TextRefused } from '@/server/lettering.ts';

/** A word painted with a checkpoint, as a PNG with alpha. See letteringSchema. */
export const GET = guarded(async (request, _, { ownerId }) => {
  const order = letteringSchema.safeParse(Object.fromEntries(new URL(request.url).searchParams));
  if (!order.success) return new Response(z.prettifyError(order.error), { status: 400 });
  try {
    const png = await paintWord(order.data, ownerId, request.signal);
    return new Response(new Uint8Array(png), {
      headers: { 'content-type': 'image/png', 'cache-control': 'private, max-age=3600' },
    });
  } catch (error) {
    if (error instanceof TextRefused) return new Response(error.message, { status: 422 });
    if (error instanceof NotFoundError) return new Response(error.message, { status: 404 });
    throw error;
  }
});
