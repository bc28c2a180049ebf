'use client';
import type { Photo, Style } from '@atelier/db';
import { useTranslations } from 'next-intl';
import { useNames } from '@/i18n/use-names.ts';
import { type ReactNode, useCallback, useRef, useState } from 'react';
import { Button } from '@/ui/button.tsx';
import { Failure } from '@/ui/notice.tsx';
import { Picture } from '@/ui/picture.tsx';
import { type Look, WHOLE } from '@/zoom/look.ts';
import { useSyncedLooks } from '@/zoom/use-synced-looks.ts';
import { ZoomButtons } from '@/zoom/zoom-buttons.tsx';
import type { BlendOptions } from './blending.ts';
import { HoldButton } from './hold-button.tsx';
import type { Mask } from './mask.ts';
import { Progress } from './progress.tsx';
import type { Painted, StageStatus } from './stage-status.ts';
import { WipedPanes } from './wiped-panes.tsx';

interface StageProps {
  style: Style;
  photo: Photo;
  status: StageStatus | undefined;
  /** Shown until the painting is there: the same in another stroke size. */
  meanwhile: Painted | undefined;
  /** Mixed into the painting. */
  other: Painted | undefined;
  options: BlendOptions;
  mask: Mask;
  /** What else is over the stage while it looks there. */
  over: (look: Look) => ReactNode;
  /** Undefined: the visitor has given it up. */
  onCancel: (() => void) | undefined;
  onRetry: () => void;
}

/**
 * The photo and its painting with a wipe between them, to be zoomed and moved. Keeps the photo's shape from the start, and
 * shows what there is until the painting has come.
 */
export function Stage({
  style,
  photo,
  status,
  meanwhile,
  other,
  options,
  mask,
  over,
  onCancel,
  onRetry,
}: StageProps) {
  const t = useTranslations();
  const frame = useRef<HTMLDivElement>(null);
  const [look, setLook] = useState<Look>(WHOLE);
  const [held, setHeld] = useState(false);
  const [drawn, setDrawn] = useState<string>();
  const synced = useSyncedLooks(setLook);
  const done = status?.state === 'done' ? status.result : undefined;
  const painting = done ?? meanwhile;
  const painted = painting?.image.sha256;
  /** The painting that is there but could not be loaded. */
  const [lost, setLost] = useState<{ sha256: string | undefined; cause: unknown }>();
  const onFailed = useCallback((cause: unknown) => setLost({ sha256: painted, cause }), [painted]);
  const failure = painting && lost?.sha256 === painted ? lost : undefined;
  const { width, height } = photo.image;
  const names = useNames();
  const name = names.photo(photo) || t('photo.uploadAlt');
  const below = (
    <Picture
      image={photo.image}
      alt={name}
      sizes="(min-width: 64rem) 65vw, 100vw"
      first
      className="size-full"
    />
  );
  const label = t('gallery.paintedAlt', { photo: names.photo(photo), style: names.title(style) });
  return (
    <div>
      <div
        className="relative isolate mx-auto overflow-hidden bg-sunken shadow-frame"
        ref={frame}
        style={{ aspectRatio: `${width} / ${height}`, maxWidth: `calc(70dvh * ${width / height})` }}
      >
        {painting && !failure ? (
          <WipedPanes
            {...{ name, label, look, synced, photo, painting, other, mask, below, onFailed }}
            options={held ? { ...options, strength: 0 } : options}
            onDrawn={setDrawn}
          />
        ) : (
          <div className="size-full opacity-50 grayscale">{below}</div>
        )}
        {painting && over(look)}
        {(!done || drawn !== done.image.sha256) && !failure && (
          <Progress status={status} onCancel={onCancel} onRetry={onRetry} />
        )}
      </div>
      <div className="mx-auto mt-2 flex max-w-3xl flex-wrap items-center justify-center sm:gap-x-2">
        <ZoomButtons
          look={look}
          onZoom={(scale) => synced.zoomTo(scale, look)}
          actual={() => width / (frame.current?.clientWidth ?? width)}
        />
        <HoldButton onHeld={setHeld} disabled={!painting} />
        {/* Told are the beginning and the end, not every percent in between; a failure tells itself. */}
        <p aria-live="polite" className="sr-only">
          {done ? t('paint.stage') : t('paint.painting')}
        </p>
      </div>
      {failure && (
        <Failure action={<Button onClick={() => setLost(undefined)}>{t('actions.retry')}</Button>}>
          {t('failures.image')}
        </Failure>
      )}
    </div>
  );
}
