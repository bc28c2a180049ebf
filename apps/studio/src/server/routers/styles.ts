import { discard, getStyle, listStyles, shareStyle } from '@atelier/db';
import { z } from 'zod';
import { procedure, router } from '../api.ts';
import { found } from '../found.ts';

export const styles = router({
  list: procedure.query(({ ctx: { viewer } }) => listStyles(viewer.ownerId)),
  get: procedure
    .input(z.object({ slug: z.string() }))
    .query(async ({ ctx: { viewer }, input }) => found(await getStyle(input.slug, viewer.ownerId), 'style')),
  /** Lets everybody paint with it, or only its owner again. */
  share: procedure
    .input(z.object({ id: z.string(), shared: z.boolean() }))
    .mutation(async ({ ctx: { viewer }, input: { id, shared } }) => {
      found((await shareStyle(id, viewer.ownerId, shared)) || null, 'style of your own');
    }),
  delete: procedure.input(z.object({ id: z.string() })).mutation(async ({ ctx: { viewer }, input }) => {
    found((await discard('style', input.id, viewer.ownerId)) || null, 'style of your own');
  }),
});
