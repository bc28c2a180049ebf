import { filmOptionsSchema } from '@atelier/stylize/film-options';
import { z } from 'zod';

/** Which photos are to be painted, with which checkpoints, and how broad. */
export const paintingOrderSchema = z.object({
  photoIds: z.array(z.string()).min(1).max(200),
  checkpointIds: z.array(z.string()).min(1).max(100),
  strokes: filmOptionsSchema.shape.strokes,
});
