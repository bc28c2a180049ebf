'use client';
import type { Style } from '@atelier/db';
import { useQueryClient } from '@tanstack/react-query';
import { useEffect, useState } from 'react';
import { reasonOf } from '@/contracts/refused.ts';
import { useWantedPaintings } from '@/device/use-device-paintings.ts';
import { isDevicePhoto } from '@/pictures/device-pictures.ts';
import { useTRPC } from '@/trpc/client.tsx';
import type { StageStatus } from './stage-status.ts';
import type { Chosen } from './use-chosen.ts';
import { type PhotoOrder, usePaintings } from './use-paintings.ts';

/** Has the chosen photo painted, by the studio or in this browser, and tells how that stands. */
export function useStage(styles: Style[], { photo, checkpoint, mixed, strokes }: Chosen) {
  const trpc = useTRPC();
  const queries = useQueryClient();
  const order: PhotoOrder | null =
    photo && checkpoint
      ? {
          photoId: photo.id,
          checkpointIds: [checkpoint.id, ...(mixed?.published ? [mixed.published.id] : [])],
          strokes,
          preview: false,
        }
      : null;
  /** The order that the visitor has given up. */
  const [cancelled, setCancelled] = useState<string>();
  const isCancelled = cancelled === JSON.stringify(order);
  const device = useWantedPaintings(
    order && photo && !isCancelled
      ? {
          photo: photo.image.sha256,
          networks: styles.flatMap(({ checkpoints, suitedSize }) =>
            checkpoints
              .filter(({ id }) => order.checkpointIds.includes(id))
              .map(({ id, sha256 }) => ({ id, sha256, suitedSize })),
          ),
          strokes,
        }
      : null,
  );
  const inStudio = usePaintings(isCancelled || device.on ? null : order);
  const previews = usePaintings(
    photo && !isDevicePhoto(photo)
      ? {
          photoId: photo.id,
          checkpointIds: styles.flatMap(({ published }) => published?.id ?? []),
          preview: true,
        }
      : null,
  );
  const { statuses, error, retry } = device.on ? device : inStudio;
  const own = statuses[checkpoint?.id ?? ''];
  const others = statuses[mixed?.published?.id ?? ''];
  // Of two paintings the one that is still to come is waited for.
  const told = mixed && own?.state === 'done' && others?.state !== 'done' ? others : own;
  const status: StageStatus | undefined = error
    ? { state: 'failed' as const, reason: reasonOf(error) }
    : told;
  const painting = told?.state === 'done' ? told.result : undefined;
  const stored = device.on ? undefined : inStudio.statuses[checkpoint?.id ?? ''];
  const mine = device.statuses[checkpoint?.id ?? ''];
  const preview = previews.statuses[checkpoint?.id ?? ''];

  useEffect(() => {
    if (painting && !device.on) void queries.invalidateQueries(trpc.paintings.history.infiniteQueryFilter());
  }, [painting, device.on, queries, trpc]);

  return {
    status,
    painting,
    other: others?.state === 'done' ? others.result : undefined,
    /** The studio's painting, by its id, once it is there. */
    storedId: stored?.state === 'done' ? stored.result.id : undefined,
    /** Small ones of the photo in every style, by checkpoint. */
    previews: previews.statuses,
    meanwhile: preview?.state === 'done' ? preview.result : undefined,
    onCancel: isCancelled ? undefined : () => setCancelled(JSON.stringify(order)),
    onRetry: () => (isCancelled ? setCancelled(undefined) : retry()),
    device: {
      ...device,
      milliseconds: mine?.state === 'done' ? mine.result.milliseconds : undefined,
    },
  };
}
