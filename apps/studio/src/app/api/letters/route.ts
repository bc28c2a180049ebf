import { z } from 'zod';
import { type Format, letteringSchema, type LetteringLine, LINES } from '@/contracts/lettering.ts';
import { NotFoundError } from '@/server/found.ts';
import { guarded, refuse } from '@/server/guard.ts';
import { type PaintedWord, paintWord, TextRefused } from '@/server/lettering.ts';

const types: Record<Format, string> = {
  png: 'image/png',
  webp: 'image/webp',
  svg: 'image/svg+xml',
  zip: 'application/zip',
};

/** A word painted with a checkpoint or a texture, as a file; or, where lines are asked for, how that stands. See letteringSchema. */
export const GET = guarded(async (request, _, { ownerId }) => {
  const order = letteringSchema.safeParse(Object.fromEntries(new URL(request.url).searchParams));
  if (!order.success) return refuse(400, { kind: 'notAsked' }, z.prettifyError(order.error));
  if (request.headers.get('accept') === LINES)
    return new Response(
      linesOf((onProgress) => paintWord(order.data, ownerId, request.signal, onProgress)),
      { headers: { 'content-type': LINES, 'cache-control': 'no-store', vary: 'accept' } },
    );
  try {
    const { bytes } = await paintWord(order.data, ownerId, request.signal);
    return new Response(new Uint8Array(bytes), {
      headers: {
        'content-type': types[order.data.format],
        'cache-control': 'private, max-age=3600',
        vary: 'accept', // the same address also tells how a word stands
        // An SVG that is opened by itself runs nothing and fetches nothing.
        'content-security-policy': "default-src 'none'; img-src data:; style-src 'unsafe-inline'",
      },
    });
  } catch (error) {
    if (error instanceof TextRefused) return refuse(422, error.reason, error.message);
    if (error instanceof NotFoundError) return refuse(404, error.reason, error.message);
    throw error;
  }
});

function linesOf(
  work: (onProgress: (done: number) => void) => Promise<PaintedWord>,
): ReadableStream<Uint8Array> {
  const encoder = new TextEncoder();
  return new ReadableStream({
    async start(controller) {
      const say = (line: LetteringLine) => controller.enqueue(encoder.encode(`${JSON.stringify(line)}\n`));
      try {
        const { letters } = await work((done) => say({ done }));
        say({ letters });
        controller.close();
      } catch (error) {
        if (!(error instanceof TextRefused || error instanceof NotFoundError)) return controller.error(error);
        say({ reason: error.reason, detail: error.message });
        controller.close();
      }
    },
  });
}
