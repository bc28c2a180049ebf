'use client';
import type { Photo, Style } from '@atelier/db';
import { FolderDown } from 'lucide-react';
import { useTranslations } from 'next-intl';
import { useNames } from '@/i18n/use-names.ts';
import { useState } from 'react';
import { useBatch } from '@/batch/use-batch.ts';
import { download, zipAddress } from '@/batch/zip-address.ts';
import { Button } from '@/ui/button.tsx';
import { Meter } from '@/ui/meter.tsx';
import { Failure } from '@/ui/notice.tsx';

/** The photo in every style, and all of it on one sheet, as a ZIP file: painted first, then downloaded. */
export function SaveAll({ photo, styles }: { photo: Photo; styles: Style[] }) {
  const t = useTranslations();
  const names = useNames();
  const checkpointIds = styles.flatMap(({ published }) => published?.id ?? []);
  const [asked, setAsked] = useState<string>();
  const wanted = asked === photo.id;
  const order = { photoIds: [photo.id], checkpointIds, strokes: 'medium' as const };
  const batch = useBatch(wanted ? order : null, (failed) => {
    if (failed > 0) return;
    download(zipAddress({ name: names.photo(photo) || t('photo.uploadAlt'), ...order, sheet: true }));
    setAsked(undefined);
  });
  return (
    <div className="max-w-sm">
      <Button disabled={wanted} onClick={() => setAsked(photo.id)}>
        <FolderDown aria-hidden />
        {wanted
          ? t('batch.progress', { done: batch.done, all: checkpointIds.length })
          : t('batch.saveAll', { count: checkpointIds.length })}
      </Button>
      {wanted && (
        <div className="mt-3">
          <Meter label={t('batch.label')} value={batch.done / checkpointIds.length} />
        </div>
      )}
      {wanted && (batch.error || batch.failed > 0) && (
        <div className="mt-3">
          <Failure action={<Button onClick={() => setAsked(undefined)}>{t('actions.cancel')}</Button>}>
            {batch.error?.message ?? t('batch.someFailed', { count: batch.failed })}
          </Failure>
        </div>
      )}
    </div>
  );
}
