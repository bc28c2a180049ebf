'use client';
import { useMutation } from '@tanstack/react-query';
import { useEffect, useSyncExternalStore } from 'react';
import { useTRPC } from '@/trpc/client.tsx';
import type { Look } from '@/contracts/look.ts';

/** So long must a slider rest, in milliseconds, before where it stands is told. */
const REST = 400;
const KEY = 'atelier-look';

/** Remembers, with the painting, how it is looked at, for its entry in the history. */
export function useLook(paintingId: string | undefined, look: Look): void {
  const told = JSON.stringify(look);
  const { mutate } = useMutation(useTRPC().paintings.look.mutationOptions());
  useEffect(() => {
    if (paintingId === undefined) return;
    const rested = setTimeout(() => mutate({ id: paintingId, look: JSON.parse(told) as Look }), REST);
    return () => clearTimeout(rested);
  }, [paintingId, told, mutate]);
}

/** The part of the paint page's address that the next style begins with: `?strokes=…&strength=…`, or nothing. */
export function useKeptLook(): string {
  return useSyncExternalStore(
    (changed) => {
      addEventListener('storage', changed);
      return () => removeEventListener('storage', changed);
    },
    () => localStorage.getItem(KEY) ?? '',
    () => '',
  );
}

export const keepLook = (address: string) => localStorage.setItem(KEY, address);
