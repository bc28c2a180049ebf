import { z } from 'zod';
import { guarded } from '@/server/guard.ts';
import { NotPainted, paintedFiles, paintedFilesSchema } from '@/server/painted-files.ts';
import { zipOf } from '@/server/zip.ts';

/** Photos painted with checkpoints, as a ZIP file: of paintings that are there. See paintedFilesSchema. */
export const GET = guarded(async (request, _, { ownerId }) => {
  const order = paintedFilesSchema.safeParse(Object.fromEntries(new URL(request.url).searchParams));
  if (!order.success) return new Response(z.prettifyError(order.error), { status: 400 });
  const { name } = order.data;
  try {
    return new Response(zipOf(await paintedFiles(ownerId, order.data)), {
      headers: {
        'content-type': 'application/zip',
        'content-disposition': `attachment; filename*=UTF-8''${encodeURIComponent(name)}.zip`,
      },
    });
  } catch (error) {
    if (error instanceof NotPainted) return new Response(error.message, { status: 409 });
    throw error;
  }
});
