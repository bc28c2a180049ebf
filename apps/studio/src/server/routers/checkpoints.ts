import { publishCheckpoint } from '@atelier/db';
import { z } from 'zod';
import { procedure, router } from '../api.ts';
import { found } from '../found.ts';

export const checkpoints = router({
  publish: procedure.input(z.object({ id: z.string() })).mutation(async ({ ctx: { viewer }, input }) => {
    // What the built-in ones paint with concerns everybody: that is for an administrator to say.
    found((await publishCheckpoint(input.id, viewer)) || null, 'checkpoint of a style of your own');
  }),
});
