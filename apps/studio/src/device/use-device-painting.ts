'use client';
import type { Strokes } from '@atelier/stylize';
import { proxy } from 'comlink';
import { useEffect, useState } from 'react';
import { type Backend, type DeviceNetwork, devicePainter } from './device-painter.ts';

/** What is to be painted in this browser. The same order paints once. */
export interface DeviceOrder {
  photo: Blob;
  network: DeviceNetwork;
  strokes: Strokes;
  backend: Backend;
}

export type DeviceStanding =
  | { state: 'working'; done: number }
  | { state: 'done'; result: Blob; milliseconds: number }
  | { state: 'failed'; reason: string };

/** How the painting of a photo in this browser stands; leaving, or another order, gives it up. */
export function useDevicePainting(order: DeviceOrder | null, retries = 0): DeviceStanding | undefined {
  const { photo, strokes, backend } = order ?? {};
  const network = JSON.stringify(order?.network);
  const [known, setKnown] = useState<{ key: object; standing: DeviceStanding }>();
  // An object of its own for each order: what is told of an earlier one is not this one's.
  const [key, setKey] = useState<{ of: unknown[] }>();
  const of = [photo, network, strokes, backend, retries];
  if (!key || of.some((each, i) => each !== key.of[i])) setKey({ of });

  useEffect(() => {
    if (!photo || !strokes || !backend || !key) return;
    let gone = false;
    const tell = (standing: DeviceStanding) => !gone && setKnown({ key, standing });
    const since = performance.now();
    tell({ state: 'working', done: 0 });
    devicePainter()
      .paint(
        photo,
        JSON.parse(network) as DeviceNetwork,
        backend,
        strokes,
        proxy((done: number) => tell({ state: 'working', done })),
      )
      .then((result) => tell({ state: 'done', result, milliseconds: performance.now() - since }))
      .catch((cause: unknown) =>
        tell({ state: 'failed', reason: cause instanceof Error ? cause.message : String(cause) }),
      );
    return () => {
      gone = true;
      void devicePainter().giveUp();
    };
  }, [photo, network, strokes, backend, key]);
  return known && known.key === key ? known.standing : undefined;
}
