import type { CheckpointInfo, Run } from '@atelier/db';
import { useTranslations } from 'next-intl';
import Link from 'next/link';
import { at } from '@/contracts/base-path.ts';
import { Button } from '@/ui/button.tsx';

/** A run's checkpoints: to paint with, to download, the last two to compare. */
export function RunCheckpoints({ run, checkpoints }: { run: Run; checkpoints: CheckpointInfo[] }) {
  const t = useTranslations();
  const page = `/styles/${run.style.slug}`;
  const [a, b] = checkpoints.slice(-2);
  return (
    <>
      <ul className="border-t border-line">
        {checkpoints.map(({ id, iteration }) => (
          <li key={id} className="flex flex-wrap items-center gap-x-4 gap-y-2 border-b border-line py-3">
            <span className="flex-1 tabular-nums">{t('paint.checkpointName', { iteration })}</span>
            <Button asChild size="small">
              <Link href={`${page}?checkpoint=${id}`}>{t('run.paint')}</Link>
            </Button>
            <Button asChild size="small" look="quiet">
              <a href={at(`/api/checkpoints/${id}`)} download={`${run.style.slug}_${iteration}.safetensors`}>
                {t('run.download')}
              </a>
            </Button>
          </li>
        ))}
      </ul>
      {a && b && (
        <Button asChild look="seal" className="mt-5">
          <Link href={`${page}/compare?a=${a.id}&b=${b.id}`}>{t('run.compare')}</Link>
        </Button>
      )}
    </>
  );
}
