import { db } from './database.ts';
import { imageInfo, type ImageInfo } from './images.ts';

/** The `index`-th sample photo as the network painted it after `iteration` iterations. */
export interface Sample {
  iteration: number;
  index: number;
  image: ImageInfo;
}

/** The samples of a run after an iteration, by iteration and index. */
export function listSamples(runId: string, { after = 0 }: { after?: number } = {}): Promise<Sample[]> {
  return db().sample.findMany({
    where: { runId, iteration: { gt: after } },
    select: { iteration: true, index: true, image: imageInfo },
    orderBy: [{ iteration: 'asc' }, { index: 'asc' }],
  });
}
