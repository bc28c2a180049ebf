import { createRun, createStyle, type ImageFile } from '@atelier/db';
import type { NewStyleOrder, TrainingOrder } from '../contracts/training-order.ts';
import { crop } from './picture.ts';

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
