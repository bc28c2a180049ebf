import type { ImageInfo } from '@atelier/db';
import type { PaintingStatus } from './use-order.ts';

/** A painting, wherever it was made. */
export interface Painted {
  image: ImageInfo;
}

/** How the painting on the stage stands, wherever it is made. */
export type StageStatus = Exclude<PaintingStatus, { state: 'done' }> | { state: 'done'; result: Painted };
