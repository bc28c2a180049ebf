'use client';
import { useState } from 'react';
import { type PaintingsOrder, type PaintingStanding, useOrder } from './use-order.ts';

export type PhotoOrder = Omit<PaintingsOrder, 'photoIds'> & { photoId: string };

/** How the paintings of one photo stand, by checkpoint; see `useOrder`. */
export function usePaintings(order: PhotoOrder | null) {
  const key = JSON.stringify(order);
  const [known, setKnown] = useState<{ key: string; standings: Record<string, PaintingStanding> }>({
    key,
    standings: {},
  });
  const { error, retry } = useOrder(order && forMany(order), {
    onTold: ({ checkpointId, standing }) =>
      setKnown((before) => ({
        key,
        standings: { ...(before.key === key ? before.standings : {}), [checkpointId]: standing },
      })),
  });
  return { standings: known.key === key ? known.standings : {}, error, retry };
}

const forMany = ({ photoId, ...rest }: PhotoOrder): PaintingsOrder => ({ photoIds: [photoId], ...rest });
