'use client';
import type { Photo, Style, Stylization } from '@atelier/db';
import { useState } from 'react';
import { PREVIEW_SIDE } from '@/contracts/preview.ts';
import { useWantedPaintings } from '@/device/use-device-paintings.ts';
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
  const published = styles.flatMap(({ published, suitedSize }) =>
    published ? [{ published, suitedSize }] : [],
  );
  const device = useWantedPaintings(
    photo
      ? {
          photo: photo.image.sha256,
          networks: published.map(({ published: { id, sha256 }, suitedSize }) => ({
            id,
            sha256,
            suitedSize,
          })),
          strokes: 'medium',
          longest: PREVIEW_SIDE,
        }
      : null,
  );
  // As it was at first: a refresh brings newer paintings, but would ask anew for those that are being made.
  const [atFirst] = useState(first);
  const known = photo?.id === atFirst.photo?.id && !device.on ? atFirst.paintings : {};
  const missing = published.map(({ published: { id } }) => id).filter((id) => !known[id]);
  const inStudio = usePaintings(
    photo && !device.on && missing.length > 0
      ? { photoId: photo.id, checkpointIds: missing, preview: true }
      : null,
  );
  const { statuses, error, retry } = device.on ? device : inStudio;
  const last = published
    .map(({ published: { id } }) => device.statuses[id])
    .findLast((each) => each?.state === 'done');
  return {
    statusOf: (checkpointId: string): StageStatus | undefined =>
      known[checkpointId] ? { state: 'done', result: known[checkpointId] } : statuses[checkpointId],
    retry,
    failure: error && failure(error),
    device: {
      ...device,
      milliseconds: last?.state === 'done' ? last.result.milliseconds : undefined,
    },
  };
}
