import { z } from 'zod';
import { newStyleOrderSchema } from '@/contracts/training-order.ts';
import { guarded } from '@/server/guard.ts';
import { startNewStyle } from '@/server/training.ts';
import { receivePicture } from '@/server/upload.ts';

/** Takes a style picture as its body and the rest as JSON in `?order=`; answers with the run that was queued. */
export const POST = guarded(async (request: Request) => {
  const order = newStyleOrderSchema.safeParse(
    JSON.parse(new URL(request.url).searchParams.get('order') ?? '{}'),
  );
  if (!order.success) return Response.json({ detail: z.prettifyError(order.error) }, { status: 400 });
  return receivePicture(request, (file) => startNewStyle(file, order.data));
});
