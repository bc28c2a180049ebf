'use client';
import type { ImageInfo, Photo } from '@atelier/db';
import { useTranslations } from 'next-intl';
import type { ComponentProps } from 'react';
import { imageUrl } from '@/contracts/image-address.ts';
import { useFailure } from '@/ui/use-failure.ts';
import { useNames } from '@/i18n/use-names.ts';
import type { PaintingStatus } from '@/paint/use-order.ts';
import { Button } from '@/ui/button.tsx';
import { Failure } from '@/ui/notice.tsx';
import { Skeleton } from '@/ui/skeleton.tsx';
import { Pane } from '@/zoom/pane.tsx';
import type { Side } from './use-comparison.ts';

/** Where all panes look, and what ties this one to the others. */
type Looking = Pick<ComponentProps<typeof Pane>, 'look' | 'ref' | 'onLook'>;

export function PhotoPane({ photo, ...looking }: { photo: Photo } & Looking) {
  return (
    <Pane label={useNames().photo(photo)} {...looking}>
      <Whole image={photo.image} />
    </Pane>
  );
}

interface PaintingPaneProps extends Looking {
  side: Side;
  /** Both sides are of different styles: the pane's name says which this is. */
  several: boolean;
  status: PaintingStatus | undefined;
  onRetry: () => void;
}

/** The painting; until it is there, how far it is. */
export function PaintingPane({ side, several, status, onRetry, ...looking }: PaintingPaneProps) {
  const t = useTranslations('compare');
  const names = useNames();
  if (status?.state !== 'done') return <Waiting status={status} onRetry={onRetry} />;
  const { iteration } = side.checkpoint;
  const label = several
    ? t('paneOf', { iteration, title: names.title(side.style) })
    : t('pane', { iteration });
  return (
    <Pane key={status.result.id} label={label} {...looking}>
      <Whole image={status.result.image} />
    </Pane>
  );
}

/** The pane has said what it is. */
function Whole({ image: { sha256, width, height } }: { image: ImageInfo }) {
  return (
    <img
      src={imageUrl(sha256)}
      width={width}
      height={height}
      alt=""
      draggable={false}
      className="size-full object-fill"
    />
  );
}

function Waiting({ status, onRetry }: Pick<PaintingPaneProps, 'status' | 'onRetry'>) {
  const t = useTranslations();
  const failure = useFailure();
  if (status?.state === 'failed')
    return (
      <div className="p-4">
        <Failure action={<Button onClick={onRetry}>{t('actions.retry')}</Button>}>
          {t('paint.failed', { detail: failure(status) })}
        </Failure>
      </div>
    );
  return (
    <div className="relative size-full">
      <Skeleton className="size-full" />
      <p className="absolute inset-x-0 bottom-4 text-center text-soft" aria-live="polite">
        {status?.state === 'waiting'
          ? t('paint.waiting', { count: status.queuePosition })
          : t('paint.painting')}
      </p>
    </div>
  );
}
