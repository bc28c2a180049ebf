import type { Photo } from '@atelier/db';
import { useTranslations } from 'next-intl';
import { useEffect, useRef } from 'react';
import { useBatch } from '@/batch/use-batch.ts';
import { download, zipAddress } from '@/batch/zip-address.ts';
import { useNames } from '@/i18n/use-names.ts';
import { Button } from '@/ui/button.tsx';
import { Meter } from '@/ui/meter.tsx';
import { Failure } from '@/ui/notice.tsx';
import { useFailure } from '@/ui/use-failure.ts';

interface SavingAllProps {
  photo: Photo;
  checkpointIds: string[];
  /** It is downloaded, or given up; `focused`: what stands in its place is to have the keyboard's focus, as this had. */
  onEnd: (focused: boolean) => void;
}

/** Paints a photo with each of these checkpoints and downloads all of it. What fails may be tried again, or left out. */
export function SavingAll({ photo, checkpointIds, onEnd }: SavingAllProps) {
  const t = useTranslations();
  const names = useNames();
  const failure = useFailure();
  const box = useRef<HTMLDivElement>(null);
  const cancel = useRef<HTMLButtonElement>(null);
  useEffect(() => {
    // What it was asked for with is gone: nothing else has taken the focus meanwhile.
    if (document.activeElement === document.body) cancel.current?.focus();
  }, []);
  const end = () => onEnd(box.current!.contains(document.activeElement));
  const order = { photoIds: [photo.id], checkpointIds, strokes: 'medium' as const };
  const save = (skip: boolean) => {
    download(zipAddress({ name: names.photo(photo) || t('photo.uploadAlt'), ...order, sheet: true, skip }));
    end();
  };
  const batch = useBatch(order, (failed) => failed === 0 && save(false));
  const someFailed = batch.over && batch.failed > 0;
  return (
    <div ref={box} className="w-full max-w-sm">
      <div className="flex items-center justify-between gap-4">
        <p className="text-xs text-soft tabular-nums" aria-live="polite">
          {t('batch.progress', { done: batch.done, all: checkpointIds.length })}
        </p>
        <Button ref={cancel} size="small" onClick={end}>
          {t('actions.cancel')}
        </Button>
      </div>
      <div className="mt-3">
        <Meter label={t('batch.label')} value={batch.done / checkpointIds.length} />
      </div>
      {(batch.error || someFailed) && (
        <div className="mt-3">
          <Failure
            action={
              <>
                <Button onClick={batch.retry}>{t('actions.retry')}</Button>
                {someFailed && batch.done > 0 && (
                  <Button onClick={() => save(true)}>{t('batch.saveOthers')}</Button>
                )}
              </>
            }
          >
            {batch.error ? failure(batch.error) : t('batch.someFailed', { count: batch.failed })}
          </Failure>
        </div>
      )}
    </div>
  );
}
