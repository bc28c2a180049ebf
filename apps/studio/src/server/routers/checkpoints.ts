import { publishCheckpoint } from '@atelier/db';
import { z } from 'zod';
import { procedure, router } from '../api.ts';
import { found } from '../found.ts';

export const checkpoints = router({
  publish: procedure.input(z.object({ id: z.string() })).mutation(async ({ input }) => {
    found((await publishCheckpoint(input.id)) || null, 'checkpoint');
  }),
});
