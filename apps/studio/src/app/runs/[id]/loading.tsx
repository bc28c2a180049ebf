import { useTranslations } from 'next-intl';
import { Skeleton } from '@/ui/skeleton.tsx';

/** The label, the meter with its facts, and the curves. */
export default function Loading() {
  const t = useTranslations('shell');
  return (
    <div aria-busy>
      <h1 className="sr-only">{t('loading')}</h1>
      <div className="flex items-center gap-5 pt-6 pb-6">
        <Skeleton className="size-20 shrink-0 sm:size-24" />
        <div>
          <Skeleton className="h-8 w-64 max-w-full" />
          <Skeleton className="mt-3 h-4 w-32" />
        </div>
      </div>
      <Skeleton className="mt-4 h-24 w-full" />
      <Skeleton className="mt-10 h-90 w-full" />
    </div>
  );
}
