import { Camera as CameraIcon } from 'lucide-react';
import { useTranslations } from 'next-intl';
import Link from 'next/link';
import { Button } from '@/ui/button.tsx';
import type { Camera } from './use-camera.ts';

interface LensStartProps {
  camera: Camera;
  /** Whether there is something to paint with. */
  ready: boolean;
  /** Where a photo can be painted instead. */
  photoHref: string;
  onStart: () => void;
}

/** What stands in the picture's place while the camera is off: why, and how to turn it on. */
export function LensStart({ camera, ready, photoHref, onStart }: LensStartProps) {
  const t = useTranslations();
  return (
    <div className="flex min-h-72 flex-col items-center justify-center gap-4 rounded-lg bg-sunken px-6 py-10 text-center shadow-frame sm:min-h-[60dvh]">
      <CameraIcon aria-hidden className="size-10 text-soft" />
      {camera.state === 'failed' ? (
        <div role="alert" className="max-w-prose space-y-1">
          <p className="text-base font-medium">{t(`lens.failures.${camera.reason}`)}</p>
          <p className="text-soft">{t(`lens.waysOn.${camera.reason}`, { detail: camera.detail })}</p>
        </div>
      ) : (
        <p className="max-w-prose text-soft">{t('lens.private')}</p>
      )}
      <div className="flex flex-wrap justify-center gap-3">
        <Button look="seal" size="large" disabled={camera.state === 'starting' || !ready} onClick={onStart}>
          {camera.state === 'failed'
            ? t('actions.retry')
            : t(camera.state === 'starting' ? 'lens.starting' : 'lens.start')}
        </Button>
        {camera.state === 'failed' && (
          <Button asChild size="large">
            <Link href={photoHref}>{t('lens.photoInstead')}</Link>
          </Button>
        )}
      </div>
    </div>
  );
}
