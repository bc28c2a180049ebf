import { filmOptionsSchema } from '@atelier/stylize/film-options';
import { z } from 'zod';
import { endingOf, filmTypes } from './film-file.ts';

const number = z.string().transform(Number);

/** How a film is to be painted, as it stands in an address. */
export const filmOrderSchema = z.object({
  name: z
    .string()
    .min(1)
    .max(200)
    .refine((name) => endingOf(name) in filmTypes, {
      error: `a film's name ends in ${Object.keys(filmTypes).join(', ')}`,
    }),
  checkpoint: z.string().min(1),
  strokes: filmOptionsSchema.shape.strokes,
  strength: number.pipe(z.number().min(0).max(1)).default(1),
  keepColours: z.stringbool().default(false),
  steady: number.pipe(z.number().min(0).max(0.95)).default(0.8),
});
