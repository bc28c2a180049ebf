import { join } from 'node:path';
import type { DatasetOrder } from '@atelier/model/dataset-order';
import { env } from '../env.ts';
import { coco, type CocoName, freePhotos } from './coco.ts';
import { type Fetched, fetchPhotos, type FetchSettings } from './fetch.ts';

/** Where fetched photos are, each dataset in a folder of its name. */
export const datasetsFolder = join(env.ATELIER_DATA, 'datasets');

export const isCoco = (source: string): source is CocoName => source in coco;

interface Hooks extends Pick<FetchSettings, 'signal' | 'tell' | 'onProgress'> {
  /** COCO's annotations, where they are not to come from its own host. */
  annotations?: string | undefined;
  /** Told how many photos are free, where only these are wanted. */
  onFree?: (count: number) => void;
}

/** What is to be fetched: one collection by its name, or archives, into a folder. */
export type PhotosOrder = Omit<DatasetOrder, 'source'> & Pick<FetchSettings, 'sources' | 'folder' | 'sha256'>;

/** Fetches what an order asks for, as {@link fetchPhotos}. */
export async function fetchOrdered(
  order: PhotosOrder,
  { annotations, onFree, ...hooks }: Hooks,
): Promise<Fetched> {
  const known = order.sources.find(isCoco);
  const only = order.licence === 'free' ? await freePhotos(known ?? 'coco-2017', annotations) : undefined;
  if (only) onFree?.(only.size);
  const sources = known ? [coco[known].archive] : order.sources;
  return fetchPhotos({ ...order, ...hooks, sources, only });
}
