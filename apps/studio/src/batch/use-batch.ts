'use client';
import { useRef, useState } from 'react';
import { type PaintingsOrder, type PaintingStanding, useOrder } from '@/paint/use-order.ts';

export type BatchOrder = Omit<PaintingsOrder, 'preview'>;

export const cellOf = (photoId: string, checkpointId: string) => `${photoId} ${checkpointId}`;

/**
 * How the paintings of many photos stand, by `cellOf`; see `useOrder`. What was told stays while photos are added. `onOver`
 * is told how many failed once all is done.
 */
export function useBatch(order: BatchOrder | null, onOver?: (failed: number) => void) {
  const ended = useRef(new Map<string, 'done' | 'failed'>());
  const [standings, setStandings] = useState<Record<string, PaintingStanding>>({});
  const { error, retry } = useOrder(order, {
    onStarted: () => ended.current.clear(),
    onTold: ({ photoId, checkpointId, standing }) => {
      const cell = cellOf(photoId, checkpointId);
      setStandings((before) => ({ ...before, [cell]: standing }));
      if (standing.state !== 'done' && standing.state !== 'failed') return;
      ended.current.set(cell, standing.state);
      if (!order || ended.current.size < order.photoIds.length * order.checkpointIds.length) return;
      onOver?.([...ended.current.values()].filter((state) => state === 'failed').length);
    },
  });
  const cells = (order?.photoIds ?? []).flatMap((photoId) =>
    (order?.checkpointIds ?? []).map((checkpointId) => standings[cellOf(photoId, checkpointId)]),
  );
  const count = (state: PaintingStanding['state']) => cells.filter((cell) => cell?.state === state).length;
  return {
    standings,
    error,
    retry,
    all: cells.length,
    done: count('done'),
    failed: count('failed'),
    /** Nothing is being painted any more. */
    over: cells.length > 0 && count('done') + count('failed') === cells.length,
  };
}
