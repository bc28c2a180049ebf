'use client';
import { useTranslations } from 'next-intl';
import { useFailure } from '@/ui/use-failure.ts';
import { Button } from '@/ui/button.tsx';
import { Meter } from '@/ui/meter.tsx';
import type { StageStatus } from './stage-status.ts';

interface ProgressProps {
  status: StageStatus | undefined;
  /** Undefined: the painting was given up. */
  onCancel: (() => void) | undefined;
  onRetry: () => void;
}

/** Over the stage: how the painting gets on, with a way out; or why it failed, with a way on. */
export function Progress({ status, onCancel, onRetry }: ProgressProps) {
  const t = useTranslations();
  const failure = useFailure();
  const failed = status?.state === 'failed';
  const share = status?.state === 'working' && status.done > 0 ? status.done : null;
  const said = () => {
    if (failed) return t('paint.failed', { detail: failure(status) });
    if (!onCancel) return t('paint.cancelled');
    if (status?.state === 'waiting') return t('paint.waiting', { count: status.queuePosition });
    return share === null ? t('paint.painting') : t('paint.paintingShare', { share });
  };
  return (
    <div
      role={failed ? 'alert' : undefined}
      className="absolute inset-x-3 bottom-3 z-10 mx-auto flex max-w-md items-center gap-4 rounded-lg bg-paper/95 py-2 pr-2 pl-4 shadow-frame"
    >
      <div className="min-w-0 flex-1">
        <p className="text-xs break-words">{said()}</p>
        {!failed && onCancel && (
          <div className="mt-1.5">
            <Meter label={t('paint.painting')} value={share} />
          </div>
        )}
      </div>
      {failed || !onCancel ? (
        <Button size="small" onClick={onRetry}>
          {t(failed ? 'actions.retry' : 'paint.paintIt')}
        </Button>
      ) : (
        <Button size="small" look="quiet" onClick={onCancel}>
          {t('actions.cancel')}
        </Button>
      )}
    </div>
  );
}
