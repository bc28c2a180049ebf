import type { ImageFile } from '@atelier/db';
import PQueue from 'p-queue';
import { MAX_PICTURE_BYTES } from '../contracts/upload.ts';
import { inspect, PictureRefused } from './picture.ts';

/** So many uploads are held in memory at once; the others' bytes wait in their connections. */
const slots = new PQueue({ concurrency: 4 });

/**
 * Takes the picture that is a request's whole body, gives it to `keep`, and answers with what that returns as JSON;
 * or with 422 and `{ reason }` where the picture is refused.
 */
export async function receivePicture(
  request: Request,
  keep: (file: ImageFile) => Promise<object>,
): Promise<Response> {
  return slots.add(
    async (): Promise<Response> => {
      try {
        const bytes = await readBody(request);
        return Response.json(await keep({ bytes, ...(await inspect(bytes)) }));
      } catch (error) {
        if (error instanceof PictureRefused) return Response.json({ reason: error.reason }, { status: 422 });
        console.error('an upload failed:', error);
        return Response.json(
          { detail: error instanceof Error ? error.message : String(error) },
          { status: 500 },
        );
      }
    },
    { throwOnTimeout: true },
  );
}

/** The whole body, refused as soon as it is known to be too large. */
async function readBody(request: Request): Promise<Uint8Array> {
  if (Number(request.headers.get('content-length')) > MAX_PICTURE_BYTES) throw new PictureRefused('tooBig');
  const chunks: Uint8Array[] = [];
  let length = 0;
  for await (const chunk of request.body ?? []) {
    length += chunk.length;
    if (length > MAX_PICTURE_BYTES) throw new PictureRefused('tooBig');
    chunks.push(chunk);
  }
  return Buffer.concat(chunks);
}
