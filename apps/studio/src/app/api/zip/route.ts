import { z } from 'zod';
import { guarded } from '@/server/guard.ts';
import { paintedFiles, paintedFilesSchema } from '@/server/painted-files.ts';
import { zipOf } from '@/server/zip.ts';

/** Photos painted with checkpoints, as a ZIP file; what is not painted yet is painted on the way. See paintedFilesSchema. */
export const GET = guarded((request, _, { ownerId }) => {
  const order = paintedFilesSchema.safeParse(Object.fromEntries(new URL(request.url).searchParams));
  if (!order.success) return Promise.resolve(new Response(z.prettifyError(order.error), { status: 400 }));
  const { name } = order.data;
  const answer = new Response(zipOf(paintedFiles(ownerId, order.data, request.signal)), {
    headers: {
      'content-type': 'application/zip',
      'content-disposition': `attachment; filename*=UTF-8''${encodeURIComponent(name)}.zip`,
    },
  });
  return Promise.resolve(answer);
});
