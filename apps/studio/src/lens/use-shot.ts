import type { ImageInfo } from '@atelier/db';
import { useTranslations } from 'next-intl';
import { useState } from 'react';
import { toast } from '@/ui/toast.ts';
import { useFailure } from '@/ui/use-failure.ts';
import { keepPicture } from '@/pictures/device-pictures.ts';
import { takePhoto } from './photo.ts';
import type { LensState } from './use-lens.ts';

/** The photo that was taken with the camera, until it is left; kept in this browser. */
export function useShot({ camera, stage, look, frozen }: LensState) {
  const t = useTranslations('lens');
  const failure = useFailure();
  const [shot, setShot] = useState<ImageInfo>();
  const shoot = async () => {
    if (camera.state !== 'on' || !stage) return;
    try {
      // Frozen, the moment that shows is wanted: a still would be of another.
      const track = frozen ? undefined : camera.track;
      setShot(await keepPicture(await takePhoto(track, stage.video, look.mirror)));
    } catch (cause) {
      toast.error(t('photoFailed', { detail: failure(cause) }));
    }
  };
  return { shot, shoot: () => void shoot(), leave: () => setShot(undefined) };
}
