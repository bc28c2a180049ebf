import type { Run } from '@atelier/db';
import { Radio } from 'lucide-react';
import { useTranslations } from 'next-intl';
import Link from 'next/link';
import { useNames } from '@/i18n/use-names.ts';
import { Button } from '@/ui/button.tsx';
import { Fitted } from '@/ui/picture.tsx';
import { RunActions } from './run-actions.tsx';
import { RunNotice } from './run-notice.tsx';
import { shownStatus } from './status.ts';

/** Which style is trained, how the run stands, and what can be done with it. `live`: it is told as it happens. */
export function RunHeader({ run, live }: { run: Run; live: boolean }) {
  const t = useTranslations();
  const names = useNames();
  return (
    <div className="flex flex-wrap items-center gap-5 pt-6 pb-6">
      <Fitted
        box={1}
        image={run.style.image}
        alt={t('gallery.styleAlt', { title: names.title(run.style) })}
        sizes="6rem"
        first
        className="border-4 border-paper shadow-frame"
        boxClassName="w-20 shrink-0 items-center sm:w-24"
      />
      <div className="min-w-0 flex-1 basis-60">
        <h1 className="text-xl">{t('run.title', { title: names.title(run.style) })}</h1>
        <p
          className="mt-1 flex items-center gap-2 text-soft data-[status=failed]:text-danger"
          aria-live="polite"
          data-status={run.status}
        >
          {run.builtIn ? t('run.builtIn') : t(`runs.status.${shownStatus(run)}`)}
          {run.status === 'running' && live && (
            <span className="inline-flex items-center gap-1 text-xs">
              <Radio aria-hidden className="size-3.5 text-seal" />
              {t('run.live')}
            </span>
          )}
        </p>
      </div>
      {run.builtIn ? (
        <Button asChild>
          <Link href={`/train?style=${run.style.slug}`}>{t('run.trainItself')}</Link>
        </Button>
      ) : (
        <>
          <RunNotice run={run} />
          <RunActions run={run} />
        </>
      )}
    </div>
  );
}
