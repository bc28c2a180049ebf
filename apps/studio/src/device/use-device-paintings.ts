'use client';
import type { ImageInfo } from '@atelier/db';
import type { Strokes } from '@atelier/stylize';
import { proxy } from 'comlink';
import { useEffect, useState } from 'react';
import { type Backend, type DeviceNetwork, devicePainter } from './device-painter.ts';
import { type Reason, reasonOf } from '@/contracts/refused.ts';
import { keepPage } from './keep.ts';
import { useBackend } from './use-backend.ts';
import { useOnDevice } from './use-on-device.ts';
import { keepPicture, pictureFile, smallPicture } from '@/pictures/device-pictures.ts';

/** What is to be painted in this browser: a photo by its SHA-256, with each of these networks. */
export interface DeviceOrder {
  photo: string;
  networks: DeviceNetwork[];
  strokes: Strokes;
  backend: Backend;
  /** Of the photo's sides, in pixels, at most: a larger photo is painted smaller. */
  longest?: number;
}

export type DeviceStatus =
  | { state: 'working'; done: number }
  | { state: 'done'; result: { image: ImageInfo; milliseconds: number } }
  | { state: 'failed'; reason: Reason };

/** What has been painted on this page, by what was ordered. */
const painted = new Map<string, { image: ImageInfo; milliseconds: number }>();

async function paint(
  photo: string,
  network: DeviceNetwork,
  { strokes, backend, longest }: Omit<DeviceOrder, 'photo' | 'networks'>,
  onProgress: (done: number) => void,
) {
  const key = JSON.stringify([photo, network.sha256, strokes, backend, longest]);
  const there = painted.get(key);
  if (there) return there;
  const whole = await pictureFile(photo);
  const file = longest === undefined ? whole : await smallPicture(whole, longest);
  const since = performance.now();
  const painting = await devicePainter().paint(file, network, backend, strokes, proxy(onProgress));
  const milliseconds = performance.now() - since;
  const result = { image: await keepPicture(painting), milliseconds };
  painted.set(key, result);
  keepPage().catch((cause: unknown) => console.warn(cause));
  return result;
}

/** How the paintings of an order stand, by checkpoint; leaving, or another order, gives up what is under way. */
export function useDevicePaintings(order: DeviceOrder | null) {
  const [tries, setTries] = useState(0);
  const key = JSON.stringify([order, tries]);
  const [known, setKnown] = useState<{ key: string; statuses: Record<string, DeviceStatus> }>({
    key,
    statuses: {},
  });
  useEffect(() => {
    const [order] = JSON.parse(key) as [DeviceOrder | null];
    if (!order) return;
    let gone = false;
    const tell = (id: string, status: DeviceStatus) =>
      !gone &&
      setKnown((before) => ({
        key,
        statuses: { ...(before.key === key ? before.statuses : {}), [id]: status },
      }));
    const paintAll = async () => {
      for (const network of order.networks) {
        if (gone) return;
        const working = (done: number) => tell(network.id, { state: 'working', done });
        try {
          tell(network.id, { state: 'done', result: await paint(order.photo, network, order, working) });
        } catch (cause) {
          tell(network.id, { state: 'failed', reason: reasonOf(cause) });
        }
      }
    };
    void paintAll();
    return () => {
      gone = true;
      void devicePainter().giveUp();
    };
  }, [key]);
  return {
    statuses: known.key === key ? known.statuses : {},
    retry: () => setTries((count) => count + 1),
  };
}

/** The same where the visitor wants photos painted in this browser; whether that is so, what computes here, and why nothing can. */
export function useWantedPaintings(order: Omit<DeviceOrder, 'backend'> | null) {
  const [on, setOn] = useOnDevice();
  const { backend, threads, failure, retry } = useBackend(on);
  const here = useDevicePaintings(on && order && backend ? { ...order, backend } : null);
  return {
    ...{ on, setOn, backend, threads },
    statuses: here.statuses,
    error: failure,
    retry: failure ? retry : here.retry,
  };
}
