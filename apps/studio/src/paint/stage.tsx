'use client';
import type { Photo, Style } from '@atelier/db';
import { useTranslations } from 'next-intl';
import { useCallback, useState } from 'react';
import { Button } from '@/ui/button.tsx';
import { Meter } from '@/ui/meter.tsx';
import { Failure } from '@/ui/notice.tsx';
import { Picture } from '@/ui/picture.tsx';
import { Wipe } from '@/ui/wipe.tsx';
import { BlendCanvas } from './blend-canvas.tsx';
import type { BlendOptions } from './blending.ts';
import type { PaintingStanding } from './use-paintings.ts';

interface StageProps {
  style: Style;
  photo: Photo;
  standing: PaintingStanding | undefined;
  options: BlendOptions;
  onRetry: () => void;
}

/** The photo and, once it is there, its painting, with a wipe between them. Keeps the photo's shape from the start. */
export function Stage({ style, photo, standing, options, onRetry }: StageProps) {
  const t = useTranslations();
  const painting = standing?.state === 'done' ? standing.result : undefined;
  /** The painting that is there but could not be loaded. */
  const [lost, setLost] = useState<{ id: string | undefined; cause: unknown }>();
  const onFailed = useCallback((cause: unknown) => setLost({ id: painting?.id, cause }), [painting?.id]);
  const failed = painting && lost?.id === painting.id;
  const { width, height } = photo.image;
  const below = (
    <Picture
      image={photo.image}
      alt={photo.alt || t('photo.uploadAlt')}
      sizes="(min-width: 64rem) 65vw, 100vw"
      first
      className="size-full"
    />
  );
  return (
    <div>
      <div
        className="mx-auto overflow-hidden bg-sunken shadow-frame"
        style={{ aspectRatio: `${width} / ${height}`, maxWidth: `calc(76dvh * ${width / height})` }}
      >
        {painting && !failed ? (
          <Wipe
            label={t('paint.wipe')}
            position={30}
            left={below}
            right={
              <BlendCanvas
                {...options}
                photo={photo.image}
                painting={painting.image}
                label={t('gallery.paintedAlt', { photo: photo.alt, style: style.title })}
                onFailed={onFailed}
              />
            }
          />
        ) : (
          <div className="size-full opacity-50 grayscale">{below}</div>
        )}
      </div>
      <div className="mx-auto mt-4 min-h-12 max-w-xl">
        {/* Told are the beginning and the end, not every percent in between; a failure tells itself. */}
        <div aria-live="polite">
          {painting && !failed && <p className="text-center text-xs text-soft">{t('paint.stage')}</p>}
          {!painting && standing?.state !== 'failed' && <p className="sr-only">{t('paint.painting')}</p>}
        </div>
        {failed && (
          <Failure action={<Button onClick={() => setLost(undefined)}>{t('actions.retry')}</Button>}>
            {t('failures.image')} {String(lost.cause)}
          </Failure>
        )}
        {!painting && <Progress standing={standing} onRetry={onRetry} />}
      </div>
    </div>
  );
}

function Progress({ standing, onRetry }: Pick<StageProps, 'standing' | 'onRetry'>) {
  const t = useTranslations();
  if (standing?.state === 'failed')
    return (
      <Failure action={<Button onClick={onRetry}>{t('actions.retry')}</Button>}>
        {t('paint.failed', { detail: standing.reason })}
      </Failure>
    );
  const label =
    standing?.state === 'waiting'
      ? t('paint.waiting', { count: standing.ahead })
      : standing?.state === 'working' && standing.done > 0
        ? t('paint.paintingShare', { share: standing.done })
        : t('paint.painting');
  return (
    <>
      <p className="mb-2 text-center text-soft">{label}</p>
      <Meter
        label={t('paint.painting')}
        value={standing?.state === 'working' && standing.done > 0 ? standing.done : null}
      />
    </>
  );
}
