'use client';
import { useRef, useState } from 'react';
import { type PaintingsOrder, type PaintingStatus, useOrder } from '@/paint/use-order.ts';

export type BatchOrder = Omit<PaintingsOrder, 'preview'>;

export const cellOf = (photoId: string, checkpointId: string) => `${photoId} ${checkpointId}`;

/**
 * How the paintings of many photos stand, by `cellOf`; see `useOrder`. What was told stays while photos are added, not when
 * the strokes are others. `onOver` is told how many failed once all is done.
 */
export function useBatch(order: BatchOrder | null, onOver?: (failed: number) => void) {
  const ended = useRef(new Map<string, 'done' | 'failed'>());
  const strokes = order?.strokes;
  const [told, setTold] = useState<{ strokes: typeof strokes; cells: Record<string, PaintingStatus> }>();
  const statuses = told?.strokes === strokes ? (told?.cells ?? {}) : {};
  const { error, retry } = useOrder(order, {
    onStarted: () => ended.current.clear(),
    onTold: ({ photoId, checkpointId, status }) => {
      const cell = cellOf(photoId, checkpointId);
      setTold((before) => ({
        strokes,
        cells: { ...(before?.strokes === strokes && before?.cells), [cell]: status },
      }));
      if (status.state !== 'done' && status.state !== 'failed') return;
      ended.current.set(cell, status.state);
      if (!order || ended.current.size < order.photoIds.length * order.checkpointIds.length) return;
      onOver?.([...ended.current.values()].filter((state) => state === 'failed').length);
    },
  });
  const cells = (order?.photoIds ?? []).flatMap((photoId) =>
    (order?.checkpointIds ?? []).map((checkpointId) => statuses[cellOf(photoId, checkpointId)]),
  );
  const count = (state: PaintingStatus['state']) => cells.filter((cell) => cell?.state === state).length;
  return {
    statuses,
    error,
    retry,
    all: cells.length,
    done: count('done'),
    failed: count('failed'),
    /** Nothing is being painted any more. */
    over: cells.length > 0 && count('done') + count('failed') === cells.length,
  };
}
