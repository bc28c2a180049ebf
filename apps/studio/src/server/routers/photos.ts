import { discard, listPhotos } from '@atelier/db';
import { z } from 'zod';
import { procedure, router } from '../api.ts';
import { found } from '../found.ts';

export const photos = router({
  list: procedure.query(({ ctx: { viewer } }) => listPhotos(viewer.ownerId)),
  delete: procedure.input(z.object({ id: z.string() })).mutation(async ({ ctx: { viewer }, input }) => {
    found((await discard('photo', input.id, viewer.ownerId)) || null, 'photo of your own');
  }),
});
