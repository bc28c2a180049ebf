'use client';
import { useState } from 'react';
import { type PaintingsOrder, type PaintingStatus, useOrder } from './use-order.ts';

export type PhotoOrder = Omit<PaintingsOrder, 'photoIds'> & { photoId: string };

/** How the paintings of one photo stand, by checkpoint; see `useOrder`. */
export function usePaintings(order: PhotoOrder | null) {
  const key = JSON.stringify(order);
  const [known, setKnown] = useState<{ key: string; statuses: Record<string, PaintingStatus> }>({
    key,
    statuses: {},
  });
  const { error, retry } = useOrder(order && forMany(order), {
    onTold: ({ checkpointId, status }) =>
      setKnown((before) => ({
        key,
        statuses: { ...(before.key === key ? before.statuses : {}), [checkpointId]: status },
      })),
  });
  return { statuses: known.key === key ? known.statuses : {}, error, retry };
}

const forMany = ({ photoId, ...rest }: PhotoOrder): PaintingsOrder => ({ photoIds: [photoId], ...rest });
