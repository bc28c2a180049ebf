import { z } from 'zod';
import { newStyleOrderSchema } from '@/contracts/training-order.ts';
import { holdsNul } from '@/server/api.ts';
import { guarded } from '@/server/guard.ts';
import { checkPhotos, startNewStyle, UnknownPhotosError } from '@/server/training.ts';
import { receivePicture } from '@/server/upload.ts';

/** Takes a style picture as its body and the rest as JSON in `?order=`; answers with the run that was queued. */
export const POST = guarded(async (request, _, { ownerId }) => {
  const refuse = (detail: string) => Response.json({ detail }, { status: 400 });
  let said: unknown;
  try {
    said = JSON.parse(new URL(request.url).searchParams.get('order') ?? '{}');
  } catch {
    return refuse('order is not valid JSON');
  }
  if (holdsNul(said)) return refuse('order holds the character NUL, which is in no name');
  const order = newStyleOrderSchema.safeParse(said);
  if (!order.success) return refuse(z.prettifyError(order.error));
  try {
    await checkPhotos(order.data.photoFolder); // before the picture comes
  } catch (error) {
    if (!(error instanceof UnknownPhotosError)) throw error;
    return Response.json({ reason: 'unknownPhotos', detail: error.message }, { status: 412 });
  }
  return receivePicture(request, (file) => startNewStyle(ownerId, file, order.data));
});
