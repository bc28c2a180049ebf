import { discard, listStylizations, setLook } from '@atelier/db';
import { z } from 'zod';
import { lookSchema } from '../../contracts/look.ts';
import { paintingOrderSchema } from '../../contracts/painting-order.ts';
import { procedure, router } from '../api.ts';
import { found } from '../found.ts';
import { paint } from '../painting/paint.ts';

/** Of the history. */
const PAGE = 60;

export const paintings = router({
  /**
   * Paints photos with each of these checkpoints, or finds the paintings that are there already, and tells how each stands
   * until all are done. Leaving gives up what nobody else waits for. A mutation, and no subscription: those are asked for by
   * GET, which changes nothing.
   */
  order: procedure
    .input(paintingOrderSchema.extend({ preview: z.boolean().default(false) }))
    .mutation(({ ctx: { viewer }, input, signal }) =>
      paint({ ...input, ownerId: viewer.ownerId }, signal ?? new AbortController().signal),
    ),
  /** Without the gallery's previews, newest first; `next` is the cursor of the page after, null on the last. */
  history: procedure
    .input(z.object({ cursor: z.string().nullish() }))
    .query(async ({ ctx: { viewer }, input: { cursor } }) => {
      const rows = await listStylizations(viewer.ownerId, {
        option: { name: 'preview', value: false },
        limit: PAGE + 1,
        ...(cursor ? { before: cursor } : {}),
      });
      const paintings = rows.slice(0, PAGE);
      return { paintings, next: rows.length > PAGE ? paintings.at(-1)!.id : null };
    }),
  /** Remembers how a painting was looked at last. */
  look: procedure
    .input(z.object({ id: z.string(), look: lookSchema }))
    .mutation(async ({ ctx: { viewer }, input: { id, look } }) => {
      found((await setLook(id, viewer.ownerId, look)) || null, 'painting');
    }),
  delete: procedure.input(z.object({ id: z.string() })).mutation(async ({ ctx: { viewer }, input }) => {
    found((await discard('painting', input.id, viewer.ownerId)) || null, 'painting');
  }),
});
