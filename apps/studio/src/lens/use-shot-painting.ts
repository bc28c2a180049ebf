import type { ImageInfo } from '@atelier/db';
import { useEffect, useState } from 'react';
import { type Reason, reasonOf } from '@/contracts/refused.ts';
import { useDevicePaintings } from '@/device/use-device-paintings.ts';
import { blendedFile } from '@/paint/blending.ts';
import { NO_MASK } from '@/paint/mask.ts';
import { keepPicture, pictureFile } from '@/pictures/device-pictures.ts';
import type { LensSettings } from './painted-frames.ts';

/** Paints a photo that the camera took on this device, as strong as the lens did, and keeps it as a JPEG. */
export function useShotPainting(photo: ImageInfo, settings: LensSettings) {
  const { network, backend, strength, keepColours } = settings;
  const { statuses, retry: paintAgain } = useDevicePaintings({
    photo: photo.sha256,
    networks: [network],
    strokes: 'medium',
    backend,
  });
  const status = statuses[network.id];
  const painting = status?.state === 'done' ? status.result.image.sha256 : undefined;
  const [finished, setFinished] = useState<{ image: ImageInfo; file: Blob }>();
  const [failure, setFailure] = useState<Reason>();
  const reason = failure ?? (status?.state === 'failed' ? status.reason : undefined);

  useEffect(() => {
    if (!painting) return;
    let gone = false;
    const finish = async () => {
      const bitmap = async (sha256: string) => createImageBitmap(await pictureFile(sha256));
      const layers = { photo: await bitmap(photo.sha256), painting: await bitmap(painting) };
      const file = await blendedFile(layers, { strength, keepColours, share: 0 }, NO_MASK, 'image/jpeg');
      return { file, image: await keepPicture(file) };
    };
    finish()
      .then((made) => !gone && setFinished(made))
      .catch((cause: unknown) => !gone && setFailure(reasonOf(cause)));
    return () => {
      gone = true;
    };
  }, [photo, painting, strength, keepColours]);

  const retry = () => {
    setFailure(undefined);
    paintAgain();
  };
  return { status, finished, reason, retry };
}
