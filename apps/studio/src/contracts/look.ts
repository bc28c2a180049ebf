import { z } from 'zod';

/** How a painting is looked at; a painting remembers it. */
export const lookSchema = z.object({
  /** 0: the photo; 1: the painting. */
  strength: z.number().min(0).max(1),
  keepColours: z.boolean(),
});
export type Look = z.infer<typeof lookSchema>;
