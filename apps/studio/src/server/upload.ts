import type { ImageFile } from '@atelier/db';
import PQueue from 'p-queue';
import { MAX_PICTURE_BYTES } from '../contracts/upload.ts';
import { BodyReader, BodyRefused } from './body.ts';
import { refuse } from './guard.ts';
import { PictureRefused, take } from './picture.ts';

/** So many pictures are decoded and stored at once; others wait in memory, and what is slow to arrive waits for nobody. */
const slots = new PQueue({ concurrency: 4 });
const bodies = new BodyReader({ bytes: MAX_PICTURE_BYTES, atOnce: 16, stall: 20_000 });

/**
 * Takes the picture that is a request's whole body, gives it to `keep`, and answers with what that returns as JSON and
 * whether the picture is animated; or with 422 and `{ reason }` where the picture is refused.
 */
export async function receivePicture(
  request: Request,
  keep: (file: ImageFile) => Promise<object>,
): Promise<Response> {
  try {
    const bytes = await bodies.read(request);
    const answer = async () => {
      const { animated, ...file } = await take(bytes);
      return Response.json({ ...(await keep(file)), animated });
    };
    return await slots.add(answer, { throwOnTimeout: true });
  } catch (error) {
    if (error instanceof PictureRefused) return refuse(422, error.reason);
    if (error instanceof BodyRefused)
      return error.status === 413 ? refuse(422, 'tooBig') : refuse(error.status, error.reason, error.message);
    throw error;
  }
}
