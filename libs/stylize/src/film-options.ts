import { z } from 'zod';
import { strokes } from './strokes.ts';

/** How a film is painted. */
export const filmOptionsSchema = z.object({
  strokes: z.enum(strokes).default('medium'),
  /** 0: the film, 1: the painting. */
  strength: z.number().min(0).max(1).default(1),
  keepColours: z.boolean().default(false),
  /** How much of the painting before stays, and travels with what moves; 0: each frame by itself. */
  steady: z.number().min(0).max(0.95).default(0.8),
});

export type FilmOptions = z.infer<typeof filmOptionsSchema>;
