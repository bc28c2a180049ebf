import { deleteStylizations, listStylizations } from '@atelier/db';
import { z } from 'zod';
import { found, procedure, router } from '../api.ts';
import { paint } from '../painting/paint.ts';
import { paintingSizeSchema } from '../painting/size.ts';

export const paintings = router({
  /**
   * Paints a photo with each of these checkpoints, or finds the painting that is there already, and says how it stands
   * until all are done. Leaving gives up what nobody else waits for.
   */
  watch: procedure
    .input(
      z.object({
        photoId: z.string(),
        checkpointIds: z.array(z.string()).min(1).max(100),
        size: paintingSizeSchema,
        preview: z.boolean().default(false),
      }),
    )
    .subscription(({ input, signal }) => paint(input, signal ?? new AbortController().signal)),
  history: procedure.query(() => listStylizations({ option: { name: 'preview', value: false }, limit: 60 })),
  delete: procedure.input(z.object({ id: z.string() })).mutation(async ({ input }) => {
    found((await deleteStylizations(input.id)) || null, 'painting');
  }),
});
