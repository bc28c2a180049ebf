import { z } from 'zod';
import { newStyleOrderSchema } from '@/contracts/training-order.ts';
import { holdsNul } from '@/server/api.ts';
import { guarded, refuse } from '@/server/guard.ts';
import { checkPhotos, startNewStyle, UnknownPhotosError } from '@/server/training.ts';
import { receivePicture } from '@/server/upload.ts';

const NOT_ASKED = { kind: 'notAsked' } as const;

/** Takes a style picture as its body and the rest as JSON in `?order=`; answers with the run that was queued. */
export const POST = guarded(async (request, _, { ownerId }) => {
  let said: unknown;
  try {
    said = JSON.parse(new URL(request.url).searchParams.get('order') ?? '{}');
  } catch {
    return refuse(400, NOT_ASKED, 'order is not valid JSON');
  }
  if (holdsNul(said)) return refuse(400, NOT_ASKED, 'order holds the character NUL, which is in no name');
  const order = newStyleOrderSchema.safeParse(said);
  if (!order.success) return refuse(400, NOT_ASKED, z.prettifyError(order.error));
  try {
    await checkPhotos(order.data.photoFolder); // before the picture comes
  } catch (error) {
    if (!(error instanceof UnknownPhotosError)) throw error;
    return refuse(412, error.reason, error.message);
  }
  return receivePicture(request, (file) => startNewStyle(ownerId, file, order.data));
});
