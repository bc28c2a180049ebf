import { publishCheckpoint } from '@atelier/db';
import { z } from 'zod';
import { found, procedure, router } from '../api.ts';

export const checkpoints = router({
  publish: procedure.input(z.object({ id: z.string() })).mutation(async ({ input }) => {
    found((await publishCheckpoint(input.id)) || null, 'checkpoint');
  }),
});
