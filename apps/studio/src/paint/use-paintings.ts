'use client';
import { skipToken } from '@tanstack/react-query';
import { useSubscription } from '@trpc/tanstack-react-query';
import { useState } from 'react';
import type { inferProcedureInput, inferProcedureOutput } from '@trpc/server';
import { type AppRouter, useTRPC } from '@/trpc/client.tsx';

type Watch = AppRouter['paintings']['watch'];
export type PaintingsOrder = inferProcedureInput<Watch>;
type Told = inferProcedureOutput<Watch> extends AsyncIterable<infer Item> ? Item : never;
export type PaintingStanding = Told['standing'];

/** How the paintings of an order stand, by checkpoint; nothing is asked for where there is no order. */
export function usePaintings(order: PaintingsOrder | null) {
  const trpc = useTRPC();
  const key = JSON.stringify(order);
  const [known, setKnown] = useState<{ key: string; standings: Record<string, PaintingStanding> }>({
    key,
    standings: {},
  });
  const { error, reset } = useSubscription(
    trpc.paintings.watch.subscriptionOptions(order ?? skipToken, {
      onData: ({ checkpointId, standing }) =>
        setKnown((before) => ({
          key,
          standings: { ...(before.key === key ? before.standings : {}), [checkpointId]: standing },
        })),
    }),
  );
  return { standings: known.key === key ? known.standings : {}, error, retry: reset };
}
