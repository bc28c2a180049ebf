'use client';
import type { Photo, Style, Stylization } from '@atelier/db';
import { useState } from 'react';
import { PREVIEW_SIDE } from '@/contracts/preview.ts';
import { useBackend } from '@/device/use-backend.ts';
import { useDevicePaintings } from '@/device/use-device-paintings.ts';
import { useOnDevice } from '@/device/use-on-device.ts';
import type { StageStatus } from '@/paint/stage-status.ts';
import { usePaintings } from '@/paint/use-paintings.ts';
import { useFailure } from '@/ui/use-failure.ts';

/** A photo, and what has been painted of it already, by checkpoint. */
interface Known {
  photo: Photo | undefined;
  paintings: Record<string, Stylization>;
}

/** Has a photo painted in every style, by the studio or in this browser, and tells how each painting stands. */
export function useWall(styles: Style[], photo: Photo | undefined, first: Known) {
  const failure = useFailure();
  const [onDevice, setOnDevice] = useOnDevice();
  const device = useBackend(onDevice);
  // As it was at first: a refresh brings newer paintings, but would ask anew for those that are being made.
  const [atFirst] = useState(first);
  const known = photo?.id === atFirst.photo?.id && !onDevice ? atFirst.paintings : {};
  const published = styles.flatMap(({ published, suitedSize }) =>
    published ? [{ published, suitedSize }] : [],
  );
  const missing = published.map(({ published: { id } }) => id).filter((id) => !known[id]);
  const inStudio = usePaintings(
    photo && !onDevice && missing.length > 0
      ? { photoId: photo.id, checkpointIds: missing, preview: true }
      : null,
  );
  const here = useDevicePaintings(
    photo && onDevice && device.backend
      ? {
          photo: photo.image.sha256,
          networks: published.map(({ published: { id, sha256 }, suitedSize }) => ({
            id,
            sha256,
            suitedSize,
          })),
          strokes: 'medium',
          backend: device.backend,
          longest: PREVIEW_SIDE,
        }
      : null,
  );
  const { statuses } = onDevice ? here : inStudio;
  const { retry } = !onDevice ? inStudio : device.failure ? device : here;
  const last = published
    .map(({ published: { id } }) => here.statuses[id])
    .findLast((each) => each?.state === 'done');
  const failed = onDevice ? device.failure : inStudio.error;
  return {
    statusOf: (checkpointId: string): StageStatus | undefined =>
      known[checkpointId] ? { state: 'done', result: known[checkpointId] } : statuses[checkpointId],
    retry,
    failure: failed && failure(failed),
    device: {
      ...{ on: onDevice, setOn: setOnDevice, backend: device.backend, threads: device.threads },
      milliseconds: last?.state === 'done' ? last.result.milliseconds : undefined,
    },
  };
}
