'use client';
import { type inferProcedureInput, type inferProcedureOutput } from '@trpc/server';
import { TRPCClientError } from '@trpc/client';
import { useEffect, useEffectEvent, useState } from 'react';
import { type AppRouter, onError, useTRPCClient } from '@/trpc/client.tsx';

type Order = AppRouter['paintings']['order'];
export type PaintingsOrder = inferProcedureInput<Order>;
type Told = inferProcedureOutput<Order> extends AsyncIterable<infer Item> ? Item : never;
export type PaintingStatus = Told['status'];

/** Before a connection that broke is made anew, in milliseconds. */
const PAUSE = 2_000;

interface Listener {
  /** The order is given, or given anew: everything is told again. */
  onStarted?: () => void;
  onTold: (told: Told) => void;
}

/**
 * Orders paintings and hears how each stands; nothing is ordered where there is no order. Leaving, or another order, gives up
 * what is not painted yet. Where the studio does not answer it is asked again and again.
 */
export function useOrder(order: PaintingsOrder | null, listener: Listener) {
  const client = useTRPCClient();
  const key = JSON.stringify(order);
  const [attempt, setAttempt] = useState(0);
  const [failure, setFailure] = useState<{ key: string; error: Error }>();
  const onStarted = useEffectEvent(() => {
    setFailure(undefined);
    listener.onStarted?.();
  });
  const onTold = useEffectEvent((told: Told) => listener.onTold(told));
  useEffect(() => {
    const order = JSON.parse(key) as PaintingsOrder | null;
    if (!order) return;
    const leave = new AbortController();
    const { signal } = leave;
    let again: number | undefined;
    const listen = async () => {
      try {
        const stream = await client.paintings.order.mutate(order, { signal });
        if (!signal.aborted) onStarted();
        for await (const told of stream) if (!signal.aborted) onTold(told);
      } catch (error) {
        if (signal.aborted) return;
        setFailure({ key, error: error as Error });
        onError(error);
        const answered = error instanceof TRPCClientError && Boolean(error.data);
        if (!answered) again = window.setTimeout(() => void listen(), PAUSE);
      }
    };
    void listen();
    return () => {
      leave.abort();
      clearTimeout(again);
    };
  }, [client, key, attempt]);
  return {
    error: failure?.key === key ? failure.error : null,
    retry: () => {
      setFailure(undefined);
      setAttempt(attempt + 1);
    },
  };
}
