'use client';
import type { Photo, Style } from '@atelier/db';
import { useTranslations } from 'next-intl';
import { useFailure } from '@/ui/use-failure.ts';
import { usePaintings } from '@/paint/use-paintings.ts';
import { PhotoChooser } from '@/photo/photo-chooser.tsx';
import { usePhotos } from '@/photo/use-photos.ts';
import { Button } from '@/ui/button.tsx';
import { Failure } from '@/ui/notice.tsx';
import { useSyncedLooks } from '@/zoom/use-synced-looks.ts';
import { ZoomButtons } from '@/zoom/zoom-buttons.tsx';
import { Compared } from './compared.tsx';
import { CheckpointSelect, ViewChoice } from './controls.tsx';
import { LossesTable } from './losses-table.tsx';
import { useComparison } from './use-comparison.ts';

interface CompareProps {
  style: Style;
  /** All that can paint: either side may be of any of them. */
  styles: Style[];
  photos: Photo[];
  remembered: Photo | undefined;
}

export function Compare({ style, styles, photos: first, remembered }: CompareProps) {
  const t = useTranslations();
  const failure = useFailure();
  const { photos, add, remove } = usePhotos(first);
  const comparison = useComparison(style, styles, photos, remembered);
  const { a, b, photo, gone, view, look, choose } = comparison;
  const synced = useSyncedLooks(comparison.lookAt);
  const { statuses, error, retry } = usePaintings(
    photo
      ? { photoId: photo.id, checkpointIds: [...new Set([a.checkpoint.id, b.checkpoint.id])], preview: false }
      : null,
  );

  return (
    <>
      <div className="mb-5 flex flex-wrap items-end gap-x-6 gap-y-4">
        <div className="grid min-w-0 flex-1 basis-[41rem] grid-cols-[repeat(auto-fit,minmax(min(100%,20rem),1fr))] gap-4">
          <CheckpointSelect
            label={t('compare.left')}
            styles={styles}
            chosen={a.checkpoint.id}
            onChoose={(id) => choose({ a: id })}
          />
          <CheckpointSelect
            label={t('compare.right')}
            styles={styles}
            chosen={b.checkpoint.id}
            onChoose={(id) => choose({ b: id })}
          />
        </div>
        <div className="flex flex-wrap items-center gap-2">
          <ViewChoice view={view} onChoose={(view) => choose({ view })} />
          <ZoomButtons look={look} onZoom={(scale) => synced.zoomTo(scale, look)} />
        </div>
      </div>
      {gone && <p className="mb-4 text-soft">{t('paint.gone')}</p>}
      {error && (
        <Failure action={<Button onClick={retry}>{t('actions.retry')}</Button>}>{failure(error)}</Failure>
      )}
      {photo && <Compared {...{ comparison, photo, statuses, synced }} onRetry={retry} />}
      <p className="mt-3 text-xs text-soft">{t('compare.hint')}</p>
      <LossesTable sides={a.checkpoint.id === b.checkpoint.id ? [a] : [a, b]} />
      <PhotoChooser
        photos={photos}
        chosen={photo}
        onChoose={({ id }) => choose({ photo: id })}
        onAdded={add}
        onDeleted={remove}
        className="mt-12"
      />
    </>
  );
}
