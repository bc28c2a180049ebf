import { FolderDown } from 'lucide-react';
import { useTranslations } from 'next-intl';
import { Button } from '@/ui/button.tsx';
import { Facts } from '@/ui/facts.tsx';
import { Meter } from '@/ui/meter.tsx';
import type { BatchOrder, useBatch } from './use-batch.ts';
import { download, zipAddress } from './zip-address.ts';

interface BatchSummaryProps {
  batch: ReturnType<typeof useBatch>;
  /** What is painted; null: there is nothing to paint, or not yet. */
  order: Required<BatchOrder> | null;
  /** How many. */
  photos: number;
  styles: number;
  /** More photos are on their way. */
  coming: boolean;
  onClear: () => void;
}

/** How far the batch is, and saving what is painted. */
export function BatchSummary({ batch, order, photos, styles, coming, onClear }: BatchSummaryProps) {
  const t = useTranslations();
  return (
    <div className="flex flex-wrap items-end justify-between gap-4">
      <div className="min-w-60 flex-1">
        <h2 id="paintings" className="text-lg">
          {t('batch.count', { photos, styles })}
        </h2>
        {order ? (
          <>
            <div className="mb-1.5 flex flex-wrap items-center gap-x-3 gap-y-1">
              <p className="text-xs text-soft tabular-nums" aria-live="polite">
                <Facts
                  of={[
                    t('batch.progress', { done: batch.done, all: batch.all }),
                    batch.failed > 0 && t('batch.someFailed', { count: batch.failed }),
                  ]}
                />
              </p>
              {batch.over && batch.failed > 0 && (
                <Button size="small" onClick={batch.retry}>
                  {t('actions.retry')}
                </Button>
              )}
            </div>
            <Meter label={t('batch.label')} value={batch.done / batch.all} />
          </>
        ) : (
          <p className="text-xs text-soft">{t(coming ? 'batch.coming' : 'batch.noStyle')}</p>
        )}
      </div>
      <div className="flex gap-3">
        <Button onClick={onClear}>{t('batch.clear')}</Button>
        <Button
          look="seal"
          disabled={!order || !batch.over || batch.done === 0}
          onClick={() =>
            order && download(zipAddress({ name: t('batch.fileName'), ...order, skip: batch.failed > 0 }))
          }
        >
          <FolderDown aria-hidden />
          {t('batch.save')}
        </Button>
      </div>
    </div>
  );
}
