import { filmOptionsSchema } from '@atelier/stylize/film-options';
import { filmTypeOf, filmTypes } from '@atelier/stylize/film-types';
import { z } from 'zod';

const { strokes, strength, steady } = filmOptionsSchema.shape;
const number = z.string().transform(Number).optional();

/** How a film is to be painted, as it stands in an address. */
export const filmOrderSchema = z.object({
  name: z
    .string()
    .min(1)
    .max(200)
    .refine((name) => filmTypeOf(name) !== undefined, {
      error: `a film's name ends in ${Object.keys(filmTypes).join(', ')}`,
    }),
  checkpoint: z.string().min(1),
  strokes,
  strength: number.pipe(strength),
  keepColours: z.stringbool().default(false),
  steady: number.pipe(steady),
});
