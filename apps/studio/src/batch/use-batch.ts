'use client';
import { skipToken } from '@tanstack/react-query';
import type { inferProcedureInput } from '@trpc/server';
import { useSubscription } from '@trpc/tanstack-react-query';
import { useRef, useState } from 'react';
import type { PaintingStanding } from '@/paint/use-paintings.ts';
import { type AppRouter, useTRPC } from '@/trpc/client.tsx';

export type BatchOrder = inferProcedureInput<AppRouter['paintings']['watchMany']>;

export const cellOf = (photoId: string, checkpointId: string) => `${photoId} ${checkpointId}`;

/**
 * How the paintings of many photos stand, by `cellOf`. What was told stays while photos are added; nothing is asked for
 * where there is no order, and leaving gives up what is not painted yet. `onOver` is told how many failed once all is done.
 */
export function useBatch(order: BatchOrder | null, onOver?: (failed: number) => void) {
  const trpc = useTRPC();
  const ended = useRef(new Map<string, 'done' | 'failed'>());
  const [standings, setStandings] = useState<Record<string, PaintingStanding>>({});
  const { error, reset } = useSubscription(
    trpc.paintings.watchMany.subscriptionOptions(order ?? skipToken, {
      onStarted: () => ended.current.clear(),
      onData: ({ photoId, checkpointId, standing }) => {
        const cell = cellOf(photoId, checkpointId);
        setStandings((before) => ({ ...before, [cell]: standing }));
        if (standing.state !== 'done' && standing.state !== 'failed') return;
        ended.current.set(cell, standing.state);
        if (!order || ended.current.size < order.photoIds.length * order.checkpointIds.length) return;
        onOver?.([...ended.current.values()].filter((state) => state === 'failed').length);
      },
    }),
  );
  const cells = (order?.photoIds ?? []).flatMap((photoId) =>
    (order?.checkpointIds ?? []).map((checkpointId) => standings[cellOf(photoId, checkpointId)]),
  );
  const count = (state: PaintingStanding['state']) => cells.filter((cell) => cell?.state === state).length;
  return {
    standings,
    error,
    retry: reset,
    all: cells.length,
    done: count('done'),
    failed: count('failed'),
    /** Nothing is being painted any more. */
    over: cells.length > 0 && count('done') + count('failed') === cells.length,
  };
}
