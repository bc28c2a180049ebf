import { discard, listPhotos } from '@atelier/db';
import { z } from 'zod';
import { procedure, router } from '../api.ts';
import { found } from '../found.ts';

export const photos = router({
  list: procedure.query(() => listPhotos()),
  delete: procedure.input(z.object({ id: z.string() })).mutation(async ({ input }) => {
    found((await discard('photo', input.id)) || null, 'photo of your own');
  }),
});
