import { addFont } from '@atelier/db';
import { MAX_FONT_BYTES } from '@/contracts/lettering.ts';
import { BodyReader, BodyRefused } from '@/server/body.ts';
import { guarded, refuse } from '@/server/guard.ts';
import { checkFont, TextRefused } from '@/server/lettering.ts';

const bodies = new BodyReader({ bytes: MAX_FONT_BYTES, atOnce: 4, stall: 20_000 });

/** Takes a font, a TTF, OTF or WOFF2 file called `?name=`, which is read and never installed. */
export const POST = guarded(async (request, _, { ownerId }) => {
  const name = new URL(request.url).searchParams.get('name')?.trim().slice(0, 80) || 'font';
  try {
    const bytes = await bodies.read(request);
    await checkFont(name, bytes);
    return Response.json(await addFont({ name, bytes, ownerId }));
  } catch (error) {
    if (error instanceof TextRefused) return refuse(422, error.reason, error.message);
    if (error instanceof BodyRefused) return refuse(error.status, error.reason, error.message);
    throw error;
  }
});
