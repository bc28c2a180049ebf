import { trainingConfigSchema } from '@atelier/model/config';
import { LEAST_SIDE } from '@atelier/stylize';
import { z } from 'zod';

/** What to train, as the studio's form gives it. */
export const trainingOrderSchema = z.object({
  config: trainingConfigSchema,
  /** Name of a folder in the worker's configuration; null: the built-in photos. */
  photoFolder: z.string().min(1).nullable().default(null),
});
export type TrainingOrder = z.infer<typeof trainingOrderSchema>;

const text = z
  .string()
  .trim()
  .max(200)
  .transform((value) => value || undefined)
  .optional();

/** The same with a picture that is not a style yet: its label, and the part of it to learn from, in pixels. */
export const newStyleOrderSchema = trainingOrderSchema.extend({
  title: z.string().trim().min(1).max(200),
  artist: text,
  year: text,
  licence: text,
  trainedBy: text,
  crop: z
    .object({
      x: z.number().int().min(0),
      y: z.number().int().min(0),
      width: z.number().int().min(LEAST_SIDE),
      height: z.number().int().min(LEAST_SIDE),
    })
    .nullable()
    .default(null),
});
export type NewStyleOrder = z.infer<typeof newStyleOrderSchema>;
