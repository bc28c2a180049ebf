import { filmOptionsSchema } from '@atelier/stylize/film-options';
import { z } from 'zod';

/** How a painting is looked at; a painting remembers it. */
export const lookSchema = z.object({
  /** 0: the photo; 1: the painting. */
  strength: filmOptionsSchema.shape.strength.unwrap(),
  keepColours: z.boolean(),
  /** The style that is mixed in, by its slug, and how much of it. */
  mix: z.object({ style: z.string().max(200), share: z.number().min(0).max(1) }).optional(),
});
export type Look = z.infer<typeof lookSchema>;
