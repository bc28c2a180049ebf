import { createRun, createStyleWithRun, type ImageFile, type Owner } from '@atelier/db';
import type { NewStyleOrder, TrainingOrder } from '../contracts/training-order.ts';
import { crop } from './picture.ts';

export const startRun = (ownerId: Owner, styleId: string, { config, photoFolder }: TrainingOrder) =>
  createRun({ ownerId, styleId, config, iterations: config.iterations, photoFolder });

/** Makes the style and starts its first run: both or neither. */
export async function startNewStyle(
  ownerId: Owner,
  picture: ImageFile,
  { config, photoFolder, crop: part, ...label }: NewStyleOrder,
) {
  const file = part ? await crop(picture, part) : picture;
  return createStyleWithRun(
    { ...label, ownerId, file },
    { config, iterations: config.iterations, photoFolder },
  );
}
