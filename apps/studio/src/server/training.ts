import { createRun, createStyleWithRun, type ImageFile, type Owner, type Run } from '@atelier/db';
import type { NewStyleOrder, TrainingOrder } from '../contracts/training-order.ts';
import { Refused } from '../contracts/refused.ts';
import { photoFolders } from './datasets.ts';
import { crop } from './picture.ts';

/** There are no photos of the name that a training is to learn on. */
export class UnknownPhotosError extends Refused {
  constructor(name: string) {
    super(
      { kind: 'unknownPhotos', name },
      `there are no photos called "${name}" to train on: choose others, or fetch them first`,
    );
  }
}

/** @throws UnknownPhotosError where no worker has told of photos of this name, and the settings name none */
export async function checkPhotos(name: string | null): Promise<void> {
  if (name === null || (await photoFolders()).some((folder) => folder.name === name)) return;
  throw new UnknownPhotosError(name);
}

/** @throws UnknownPhotosError */
export async function startRun(
  ownerId: Owner,
  styleId: string,
  { config, photoFolder }: TrainingOrder,
): Promise<Run> {
  await checkPhotos(photoFolder);
  return createRun({ ownerId, styleId, config, iterations: config.iterations, photoFolder });
}

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
