import { discard, getStyle, listStyles } from '@atelier/db';
import { z } from 'zod';
import { procedure, router } from '../api.ts';
import { found } from '../found.ts';

export const styles = router({
  list: procedure.query(() => listStyles()),
  get: procedure
    .input(z.object({ slug: z.string() }))
    .query(async ({ input }) => found(await getStyle(input.slug), 'style')),
  delete: procedure.input(z.object({ id: z.string() })).mutation(async ({ input }) => {
    found((await discard('style', input.id)) || null, 'style of your own');
  }),
});
