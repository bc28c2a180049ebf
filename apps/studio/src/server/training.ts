import { createRun, createStyle, type ImageFile } from '@atelier/db';
import { trainingConfigSchema } from '@atelier/model/config';
import { z } from 'zod';
import { crop } from './picture.ts';

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
      width: z.number().int().min(32),
      height: z.number().int().min(32),
    })
    .nullable()
    .default(null),
});
export type NewStyleOrder = z.infer<typeof newStyleOrderSchema>;

export const startRun = (styleId: string, { config, photoFolder }: TrainingOrder) =>
  createRun({ styleId, config, iterations: config.iterations, photoFolder });

/** Makes the style and starts its first run. */
export async function startNewStyle(
  picture: ImageFile,
  { config, photoFolder, crop: part, ...label }: NewStyleOrder,
) {
  const style = await createStyle({ ...label, file: part ? await crop(picture, part) : picture });
  return startRun(style.id, { config, photoFolder });
}
