import { deletedKinds, listDeleted, restore } from '@atelier/db';
import { z } from 'zod';
import { procedure, router } from '../api.ts';
import { found } from '../found.ts';

/** What was deleted, and can still be had back. */
export const deleted = router({
  list: procedure.query(({ ctx: { viewer } }) => listDeleted(viewer.ownerId)),
  restore: procedure
    .input(z.object({ kind: z.enum(deletedKinds), id: z.string() }))
    .mutation(async ({ ctx: { viewer }, input: { kind, id } }) => {
      found((await restore(kind, id, viewer.ownerId)) || null, 'deleted thing');
    }),
});
