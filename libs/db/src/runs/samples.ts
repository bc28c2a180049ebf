import { db } from '../database.ts';
import { imageInfo, type ImageInfo } from '../images.ts';

/** The `index`-th sample photo as the network painted it after `iteration` iterations. */
export interface Sample {
  iteration: number;
  index: number;
  picture: ImageInfo;
}

/** The samples of a run after an iteration, by iteration and index. */
export async function listSamples(runId: string, { after = 0 }: { after?: number } = {}): Promise<Sample[]> {
  const rows = await db().sample.findMany({
    where: { runId, iteration: { gt: after } },
    select: { iteration: true, index: true, image: imageInfo },
    orderBy: [{ iteration: 'asc' }, { index: 'asc' }],
  });
  return rows.map(({ image, ...sample }) => ({ ...sample, picture: image }));
}
